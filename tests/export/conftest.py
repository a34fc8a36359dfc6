"""What the tests of all exporters start from."""

import pytest
from made import make_product

from kg.ontology import load


@pytest.fixture(scope="session")
def ontology():
    return load()


@pytest.fixture
def product():
    """Three articles about a ferry fire that never was."""
    return make_product()
