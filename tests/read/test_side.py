from datetime import date

import pytest

from kg.read.files import find
from kg.read.metadata import Metadata
from kg.read.side import SideFiles


def about(root, csv, *, name="a.txt", encoding="utf-8"):
    for file in ("a.txt", "b, c.txt", "sub/a.txt"):
        (root / file).parent.mkdir(exist_ok=True)
        (root / file).write_text(file)
    (root / "metadata.csv").write_bytes(csv.encode(encoding))
    sides = SideFiles()
    sources = {one.id: one for one in find([root], {".txt"}).sources.values()}
    return sides.about(sources[name]), [(one.path, one.reason) for one in sides.refused]


FULL = Metadata(
    title="Fog, again",
    publisher="Oster Gazette",
    published=date(2024, 5, 3),
    url="https://x.example",
)


CELLS = '"Fog, again",Oster Gazette,2024-05-03,https://x.example'


@pytest.mark.parametrize(
    "csv",
    [
        pytest.param(f"path,title,publisher,published,url\na.txt,{CELLS}\n", id="as documented"),
        pytest.param(
            "URL , Path,published,title,publisher\r\n"
            'https://x.example,./a.txt,3 May 2024,"Fog,\n again",Oster Gazette\r\n',
            id="other order, line break in a cell",
        ),
        pytest.param(
            f"\ufeffpath,section,title,publisher,published,url\na.txt,Sea,{CELLS}",
            id="byte order mark, column of no interest",
        ),
    ],
)
def test_row(tmp_path, csv):
    assert about(tmp_path, csv) == (FULL, [])


def test_blank_cells_state_nothing(tmp_path):
    found, refused = about(tmp_path, "path,title,publisher,published,url\na.txt, ,,,\n")
    assert (found, refused) == (Metadata(), [])


def test_row_of_the_nearest_file_holds(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "metadata.csv").write_text("path,title\na.txt,Near\n")
    found, _ = about(tmp_path, "path,title\nsub/a.txt,Far\n", name="sub/a.txt")
    assert found.title == "Near"
    (tmp_path / "sub" / "metadata.csv").unlink()
    found, _ = about(tmp_path, "path,title\nsub/a.txt,Far\n", name="sub/a.txt")
    assert found.title == "Far"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a.txt,Fog,2024-02-31", "published '2024-02-31' is no date"),
        ("a.txt,Fog,soon", "published 'soon' is no date"),
        (",Fog,", "names no path"),
        ("gone.txt,Fog,", "there is no file gone.txt here"),
        ("../x.txt,Fog,", "there is no file ../x.txt here"),
        ("b, c.txt,Fog,", "has too many cells"),
        ("a.txt,Fog,2024-05-03,more", "has too many cells"),
    ],
)
def test_bad_row_is_refused_and_the_others_hold(tmp_path, row, reason):
    found, refused = about(tmp_path, f"path,title,published\n{row}\nsub/a.txt,Sun,\n")
    assert found == Metadata()
    assert refused == [(f"{tmp_path}/metadata.csv:2", reason)]
    found, _ = about(tmp_path, f"path,title,published\n{row}\nsub/a.txt,Sun,\n", name="sub/a.txt")
    assert found.title == "Sun"


def test_second_row_for_a_file_is_refused(tmp_path):
    found, refused = about(tmp_path, "path,title\na.txt,Fog\na.txt,Sun\n")
    assert found.title == "Fog"
    assert refused == [(f"{tmp_path}/metadata.csv:3", "a.txt has a row already")]


@pytest.mark.parametrize(
    ("csv", "reason"),
    [
        ("", "has no column path"),
        ("a.txt,Fog\n", "has no column path"),
        ('path,title\nb, "c" d.txt\na.txt,"Fog', "is not valid CSV"),
    ],
)
def test_bad_table_is_refused(tmp_path, csv, reason):
    _, refused = about(tmp_path, csv)
    assert reason in refused[-1][1]


def test_table_that_is_no_text_is_refused(tmp_path):
    _, refused = about(tmp_path, "path,title\na.txt,Łódź\n", encoding="cp1250")
    assert "is not UTF-8" in refused[0][1]
