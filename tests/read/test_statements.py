from datetime import date

import pytest

from kg.model import Article, Span
from kg.ontology import load
from kg.read.furniture import Furniture
from kg.read.statements import marked

LEDE = "A ferry with 212 people aboard ran aground off Oster Island on Friday."
MORE = "The company said that it would look into the matter."
HEAD = "Ferry to Oster Island runs aground in fog"


@pytest.fixture(scope="module")
def mark():
    furniture = Furniture(load())
    return lambda *lines, **given: marked(
        Article(id="a", path="a", text="\n".join(lines), **given), furniture
    )


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        pytest.param((HEAD, "", LEDE), HEAD, id="headline"),
        pytest.param((HEAD, LEDE), HEAD, id="headline, no empty line"),
        pytest.param(("Who put the rock there?", LEDE), "Who put the rock there?", id="question"),
        pytest.param(("News", HEAD, LEDE), HEAD, id="below a label"),
        pytest.param((f"3 May 2024 {HEAD}", "", LEDE), HEAD, id="behind a date"),
        pytest.param((LEDE, MORE), None, id="first line is the lede"),
        pytest.param((HEAD,), None, id="nothing follows"),
        pytest.param((HEAD, "Short."), None, id="nothing longer follows"),
        pytest.param((f"{LEDE[:-1]}, and the ...", MORE), None, id="cut off"),
        pytest.param(("The company said:", LEDE), None, id="ends in a colon"),
    ],
)
def test_title(mark, lines, title):
    assert mark(*lines).title == title


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        pytest.param((f" date 2024-05-03 {LEDE}",), date(2024, 5, 3), id="stuck to the lede"),
        pytest.param((f"Published: 3 May 2024 {LEDE}",), date(2024, 5, 3), id="stuck, label"),
        pytest.param((f"Friday, May 3, 2024 - {LEDE}",), date(2024, 5, 3), id="stuck, weekday"),
        pytest.param((HEAD, "3 May 2024", LEDE), date(2024, 5, 3), id="line of its own"),
        pytest.param((HEAD, "Published", "3 May 2024", LEDE), date(2024, 5, 3), id="two lines"),
        pytest.param(
            (HEAD, "Ada Sund in Aldar | 3 May 2024 | 4 min read", LEDE),
            date(2024, 5, 3),
            id="byline",
        ),
        pytest.param(
            (LEDE, MORE, "This article was first published on 3 May 2024."),
            date(2024, 5, 3),
            id="below the text",
        ),
        pytest.param((f"PORT ALDAR, May 3, 2024 (ONA) — {LEDE}",), date(2024, 5, 3), id="dateline"),
        pytest.param((f"PORT ALDAR, May 3 (ONA) — {LEDE}",), None, id="dateline without a year"),
        pytest.param((HEAD, "Updated 3 May 2024", LEDE), None, id="date of a change"),
        pytest.param(
            (HEAD, "Published 3 May 2024 | Updated 9 May 2024", LEDE),
            date(2024, 5, 3),
            id="both dates",
        ),
        pytest.param((HEAD, "Published 04/05/2024", LEDE), None, id="day or month first?"),
        pytest.param((LEDE, "3 May 2024 was a bad day for ferries."), None, id="in a sentence"),
        pytest.param(("3 May 2024 was a bad day.", LEDE), None, id="at the start of a sentence"),
        pytest.param((LEDE, MORE, "3 May 2024"), None, id="unlabelled, below the text"),
    ],
)
def test_published(mark, lines, published):
    assert mark(*lines).published == published


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        pytest.param("© 2024 Oster Gazette. All rights reserved.", "Oster Gazette", id="rights"),
        pytest.param("© Oster Gazette | Contact | Imprint", "Oster Gazette", id="imprint"),
        pytest.param("Copyright 2019-2024 The Oster Gazette", "The Oster Gazette", id="years"),
        pytest.param("Publisher: Oster Gazette", "Oster Gazette", id="label"),
        pytest.param("Photo: © Lina Brock 2024", None, id="of a photo"),
        pytest.param("© Lina Brock", None, id="of who knows what"),
        pytest.param("© 2024", None, id="of nobody"),
        pytest.param("Oster Gazette", None, id="only a name"),
    ],
)
def test_publisher(mark, line, publisher):
    assert mark(HEAD, LEDE, MORE, line).publisher == publisher


def test_date_stuck_to_the_first_line_is_no_body(mark):
    article = mark(f" date 2024-05-03 {LEDE}", "", MORE)
    assert [article.exact(span) for span in article.body] == [LEDE, MORE]


def test_what_a_reader_gives_stays(mark):
    body = (Span(0, 4),)
    article = mark(HEAD, "3 May 2024", LEDE, title="Fog", published=date(2020, 1, 1), body=body)
    assert (article.title, article.published, article.body) == ("Fog", date(2020, 1, 1), body)
