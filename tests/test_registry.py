import pytest

from kg import registry
from kg.errors import PluginError


def test_own_extensions_are_registered():
    assert {"quotes", "figures", "relations"} <= set(registry.names("extractors"))
    assert {"text", "html", "jsonl"} <= set(registry.names("readers"))


def test_unknown_name_says_what_there_is():
    with pytest.raises(PluginError, match=r"no extractor is called 'rumours'.*quotes"):
        registry.load("extractors", "rumours")


@pytest.mark.parametrize("group", ["readers", "extractors", "exporters"])
def test_every_extension_loads_and_explains_itself(group):
    for name in registry.names(group):
        assert (registry.load(group, name).__doc__ or "").strip(), f"{group} {name}"
