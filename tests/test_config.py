from pathlib import Path

import pytest

from kg.config import Config, changed, load_config
from kg.errors import ConfigError


def test_no_file_gives_defaults(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load_config(None) == Config()


def test_kg_toml_here_is_read(tmp_path, monkeypatch):
    (tmp_path / "kg.toml").write_text('out = "graph"\njobs = 2\nexports = ["csv"]\n')
    monkeypatch.chdir(tmp_path)
    config = load_config(None)
    assert (config.out, config.jobs, config.exports) == (Path("graph"), 2, ("csv",))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("out = [", "not valid TOML"),
        ("colour = 1", "no setting 'colour'"),
        ("jobs = -1", "0 \\(one a core\\) or more"),
        ('jobs = "two"', "cannot be 'two'"),
        ('base = "nowhere"', "must be an IRI"),
        ('base = "https://news.example/x"', "ends with /"),
        ('base = "https://news.example/#"', "ends with /"),
        ('base = "https://news example/"', "must be an IRI"),
        ('ontology = "absent"', "a folder, or one file"),
        ('judgements = "absent.tsv"', "no file of judgements"),
        ('exports = ["pdf"]', "no exporter is called 'pdf'"),
    ],
)
def test_wrong_settings_say_what_is_wrong(tmp_path, text, says):
    path = tmp_path / "kg.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=says):
        load_config(path)


def test_missing_named_file_is_an_error(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path / "absent.toml")


def test_none_gives_back_the_default():
    assert changed(Config(pipeline="x"), {"pipeline": None}, where="here").pipeline is None


def test_options_replace_settings():
    assert changed(Config(jobs=2), {"jobs": 3}, where="here").jobs == 3


def test_the_command_line_has_its_own_defaults(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load_config(None, Config(jobs=0)).jobs == 0
    (tmp_path / "kg.toml").write_text("jobs = 2\n")
    assert load_config(None, Config(jobs=0)).jobs == 2
