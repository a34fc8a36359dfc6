from datetime import date

import pytest

from kg.read.dates import find_dates, parse_date

DAY = date(2024, 5, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-03", "2024/5/3", "2024.05.03", "2024-05-03T06:00:00Z", "2024-05-03 06:00",
        "2024-05-03T06:00:00.123+02:00", "3 May 2024", "3rd of May 2024", "03-May-2024",
        "3 May, 2024", "May 3, 2024", "May 3rd 2024", "MAY 3, 2024",
        "Fri, 03 May 2024 06:00:00 GMT",
        "Friday 3 May 2024 at 6.15pm", "Friday, May 3, 2024", "03.05.2024", "13/05/2024",
        "05/13/2024", "03/03/2024",
    ],
)  # fmt: skip
def test_reads(text):
    expected = {"13/05/2024": date(2024, 5, 13), "05/13/2024": date(2024, 5, 13)}
    expected["03/03/2024"] = date(2024, 3, 3)
    assert parse_date(text) == expected.get(text, DAY)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "May 2024", "3 May", "2024", "31 February 2024", "2024-13-01", "03/05/2024",
     "3 May 2024 or later", "0000-00-00", "12024-05-03", "3 Mai 2024", "2024-05-031"],
)  # fmt: skip
def test_does_not_guess(text):
    assert parse_date(text) is None


def test_finds_dates_with_their_times():
    text = "Published 3 May 2024, 16:20 GMT | Updated 05/06/2024"
    found = list(find_dates(text))
    spans = [text[one.span.start : one.span.end] for one in found]
    assert spans == ["3 May 2024, 16:20 GMT", "05/06/2024"]
    assert [one.day for one in found] == [DAY, None]
