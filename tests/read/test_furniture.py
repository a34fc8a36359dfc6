import pytest

from kg.model import Span
from kg.ontology import load
from kg.read.furniture import OUTSIDE_ONLY, Furniture
from kg.read.paragraphs import paragraph
from kg.read.phrases import LABELS

DIRECTIONS = {"line", "start", "end", "within"}
KINDS = OUTSIDE_ONLY | LABELS | {
    "heading", "teaser", "link", "menu", "share", "promotion", "credit", "copyright", "notice",
}  # fmt: skip


@pytest.fixture(scope="module")
def kind():
    furniture = Furniture(load())
    return lambda text: furniture.kind(paragraph(text, Span(0, len(text)), gap=True))


def test_lexicon_uses_what_the_rules_know():
    cues = load().cues("NoiseCue")
    assert {cue.direction for cue in cues} == DIRECTIONS
    assert {cue.denotes for cue in cues} == KINDS


def test_every_whole_line_of_the_lexicon_is_found(kind):
    words = [
        word for cue in load().cues("NoiseCue") if cue.direction == "line" for word in cue.words
    ]
    assert [word for word in words if kind(word.replace("#", "3").upper()) is None] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("READ MORE »", "link"),
        ("» Read more", "link"),
        ("(5 Comments)", "menu"),
        ("Sign-in", "menu"),
        ("Most Read:", "heading"),
        ("More from the harbour", "heading"),
        ("Read more: Goose wins the lottery", "teaser"),
        ("Share this article with a friend", "share"),
        ("Facebook X Copy link", "menu"),
        ("https://gazette.example/a @gazette", "share"),
        ("Photo: © Lina Brock", "credit"),
        ("The harbour at dawn. Photo by Lina Brock", "credit"),
        ("Ferry in fog. Lina Brock / Getty Images", "credit"),
        ("© 2024 Oster Gazette", "copyright"),
        ("By Ada Sund and Jorn Mickle in Port Aldar", "byline"),
        ("Friday 3 May 2024 16.20 BST", "date"),
        ("Last updated: 3 May 2024", "revision"),
        ("Updated 2 hours ago", "revision"),
        ("Ada Sund | 3 May 2024 | 4 min read", "date"),
        ("News › Harbour", "menu"),
        ("Oster Gazette / Islands / North", "section"),
        ("Harbour | 3 | 0", None),
        ("Ferry runs aground | Oster Gazette", None),
        ("By Friday the water had fallen", None),
        ("Photo by photo the archive was saved.", None),
        ("The photo of the mayor was shared by thousands", None),
        ("The ferry left on 3 May 2024", None),
        ("“Follow us,” the pilot said.", None),
        ("Subscribe", "promotion"),
        ("Home rule for the island", None),
        ("Today.", None),
        ("|||", "share"),
        ("more news " * 70, "menu"),
        ("more news " * 70 + "fog", None),
    ],
)
def test_kind(kind, text, expected):
    assert kind(text.strip()) == expected
