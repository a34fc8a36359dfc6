import pytest

from kg import lang
from kg.annotate.quotation import find_quotations
from kg.model import Span

MARKS = lang.load("en").quotation_marks


def read(text):
    paragraphs, start = [], 0
    for line in text.split("\n"):
        if line:
            paragraphs.append(Span(start, start + len(line)))
        start += len(line) + 1
    found = find_quotations(text, tuple(paragraphs), MARKS)
    return [(text[one.content.start : one.content.end], one.depth) for one in found], found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We stay," she said.', [("We stay,", 0)]),
        ('"We stay," she said. "All of us."', [("We stay,", 0), ("All of us.", 0)]),
        ("“We stay,” she said.", [("We stay,", 0)]),
        ("‘We stay,’ she said.", [("We stay,", 0)]),
        ("'We stay,' she said.", [("We stay,", 0)]),
        ("«We stay», she said.", [("We stay", 0)]),
        ("„We stay“, she said.", [("We stay", 0)]),
        ("“He said ‘run’ and ran.”", [("He said ‘run’ and ran.", 0), ("run", 1)]),
        ("\"He said 'run' and ran.\"", [("He said 'run' and ran.", 0), ("run", 1)]),
        ("“It is ‘over’,” he said.", [("It is ‘over’,", 0), ("over", 1)]),
        ("‘He said “run” and ran.’", [("He said “run” and ran.", 0), ("run", 1)]),
        ("The soldiers’ diary isn’t here.", []),
        ("The soldiers' diary isn't here.", []),
        ("In the '90s rock 'n' roll paid.", [("n", 0)]),
        ("‘The soldiers’ diary was burnt,’ he said.", [("The soldiers’ diary was burnt,", 0)]),
        ("Their ‘kamikaze’ drones hit the farmers’ barn.", [("kamikaze", 0)]),
        ("“The farmers’ barn isn’t ours,” he said.", [("The farmers’ barn isn’t ours,", 0)]),
        ("He called it “a farce.” Nobody laughed.", [("a farce.", 0)]),
        ('They were "fodder” there.', [("fodder", 0)]),
        ('They were “fodder" there.', [("fodder", 0)]),
        ("“Not closed, he said.", [("Not closed, he said.", 0)]),
        ('One " alone.', []),
        ("“”", []),
        ("", []),
        ('A 5" pipe and a 6" pipe.', []),
    ],
)
def test_pairs(text, expected):
    assert read(text)[0] == expected


def test_whole_has_the_marks():
    _, (found,) = read("He said “go” then.")
    assert (found.content, found.whole) == (Span(9, 11), Span(8, 12))


def test_repeated_mark_continues_the_paragraph_before():
    found, quotations = read("She said: “First.\n“Second.\n“Third,” she added. “Fourth.”")
    assert [content for content, _ in found] == ["First.", "Second.", "Third,", "Fourth."]
    assert [one.continues for one in quotations] == [False, True, True, False]


def test_new_quotation_after_a_closed_one_does_not_continue():
    _, quotations = read("“First.”\n“Second.”")
    assert [one.continues for one in quotations] == [False, False]


def test_unclosed_quotation_ends_with_its_paragraph():
    found, quotations = read('He said "we are here. \nThe "others" left.')
    assert found == [("we are here.", 0), ("others", 0)]
    assert quotations[0].whole.end == 21


@pytest.mark.parametrize("mark", list("'\"‘’“”«„‹"))
def test_any_number_of_marks_is_read_in_linear_time(mark):
    text = f" {mark}a" * 20_000
    for one in find_quotations(text, (Span(0, len(text)),), MARKS):
        assert one.whole.start < one.content.start <= one.content.end <= one.whole.end
