import pytest
from whole import whole_product

from kg.errors import BuildError
from kg.store import open_store, write_store

LINES = [
    '<https://kg.example/a> <https://schema.org/name> "A\\nB \\u202E"@en <https://kg.example/g> .',
    "<https://kg.example/a> <https://schema.org/about> <https://kg.example/b> "
    "<https://kg.example/h> .",
]


def test_a_store_holds_what_was_written(tmp_path):
    assert write_store(tmp_path / "store", LINES) == 2
    assert len(open_store(tmp_path / "store")) == 2


def test_a_store_of_nothing_opens(tmp_path):
    assert write_store(tmp_path / "store", []) == 0
    assert len(open_store(tmp_path / "store")) == 0


def test_an_opened_store_is_read_only(tmp_path):
    write_store(tmp_path / "store", LINES)
    with pytest.raises((OSError, RuntimeError)):  # a message of RocksDB
        open_store(tmp_path / "store").update("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }")


def test_no_store_says_what_to_do(tmp_path):
    with pytest.raises(BuildError, match="run kg build"):
        open_store(tmp_path / "absent")


def test_a_damaged_store_says_so(tmp_path):
    write_store(tmp_path / "store", LINES)
    (tmp_path / "store" / "CURRENT").write_text("nonsense")
    with pytest.raises(BuildError, match="build again"):
        open_store(tmp_path / "store")


def test_the_product_fits_in_a_store(tmp_path):
    product = whole_product()
    assert write_store(tmp_path / "store", product.quads) == len(product.quads)
