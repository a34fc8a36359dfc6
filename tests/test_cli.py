import csv
import io
import json

import articles
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.ontology import load

pytestmark = pytest.mark.model


def kg(*arguments):
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture(scope="module")
def graph(tmp_path_factory, pipeline):
    root = tmp_path_factory.mktemp("cli")
    source = articles.write(root / "news", articles.ALL)
    done = kg("build", source, "--out", root / "graph", "--pipeline", pipeline)
    assert done.exit_code == 0, done.output
    assert "look:" in done.output
    assert "ask:" in done.output
    return root / "graph"


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_has_help(command):
    done = kg(command, "--help")
    assert done.exit_code == 0
    assert len(done.output.splitlines()) > 5


def test_refused_input_shows_in_the_exit_status(tmp_path, pipeline):
    source = articles.write(tmp_path / "news", {**articles.ALL, "empty.txt": ""})
    done = kg("build", source, "--out", tmp_path / "graph", "--pipeline", pipeline, "--quiet")
    assert done.exit_code == 3
    assert "empty.txt" in done.output


def test_no_article_is_an_error(tmp_path, pipeline):
    (tmp_path / "news").mkdir()
    done = kg("build", tmp_path / "news", "--out", tmp_path / "graph", "--pipeline", pipeline)
    assert done.exit_code == 1
    assert "no article" in done.output


def test_a_missing_pipeline_says_what_to_install(tmp_path):
    source = articles.write(tmp_path / "news", articles.ALL)
    done = kg("build", source, "--out", tmp_path / "graph", "--pipeline", "xx_no_such_news")
    assert done.exit_code == 1
    assert "xx_no_such_news" in done.output
    assert "install" in done.output


def test_extract_prints_one_object_an_article(tmp_path, pipeline):
    source = articles.write(tmp_path / "news", articles.ALL)
    done = CliRunner().invoke(
        main, ["extract", str(source), "--pipeline", str(pipeline), "--quiet"]
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["border.txt", "harbour.txt", "river.txt"]
    quote = next(q for row in rows for q in row["quotes"] if q["kind"] == "direct")
    start, end = quote["content"][0]
    assert articles.HARBOUR[start:end].startswith("We will not sail")


def test_an_article_that_breaks_an_extractor_shows_in_the_exit_status(
    tmp_path, pipeline, monkeypatch
):
    def broken(doc, ontology):
        if "ferries" in doc.text:
            raise ValueError("a fault of an extractor")
        yield from ()

    monkeypatch.setattr("kg.pipeline.extractors", lambda: (broken,))
    source = articles.write(tmp_path / "news", articles.ALL)
    done = kg("extract", source, "--pipeline", pipeline, "--quiet")
    assert done.exit_code == 3
    assert "failed: harbour.txt" in done.stderr
    assert len(done.stdout.splitlines()) == 3


def test_inline_query_in_three_formats(graph):
    text = "SELECT ?text WHERE { ?q a kg:Quote ; schema:text ?text } ORDER BY ?text"
    table, plain, objects = (
        kg("query", text, "--from", graph, "--format", form) for form in ("table", "csv", "json")
    )
    rows = list(csv.DictReader(io.StringIO(plain.output)))
    assert rows == json.loads(objects.output)
    assert f"({len(rows)} row" in table.output


def test_query_file_and_malformed_query(graph, tmp_path):
    (tmp_path / "count.rq").write_text("SELECT (COUNT(*) AS ?n) { ?article a schema:NewsArticle }")
    assert "3" in kg("query", tmp_path / "count.rq", "--from", graph).output
    broken = kg("query", "SELECT nothing at all", "--from", graph)
    assert broken.exit_code == 1
    assert "malformed" in broken.output


def test_explain_by_name_gives_claims_and_their_iris(graph):
    done = kg("explain", "Jonas Vell", "--from", graph)
    assert done.exit_code == 0, done.output
    iri = next(line.strip() for line in done.output.splitlines() if "#quote-" in line)
    claim = kg("explain", iri, "--from", graph).output
    for part in ("evidence", "harbour.txt", "rule", "sure", "made by", "sentence"):
        assert part in claim


@pytest.mark.parametrize("parameter", ["n=Tarn", "name", "name=a://b c"])
def test_parameters_that_cannot_be_are_told(graph, parameter):
    done = kg("query", "who-said-what", "--from", graph, "-p", parameter)
    assert done.exit_code != 0
    assert "Error" in done.output


def test_a_parameter_narrows_a_named_query(graph):
    everybody = kg("query", "who-said-what", "--from", graph, "--format", "csv").output
    one = kg("query", "who-said-what", "--from", graph, "--format", "csv", "-p", "name=vell").output
    assert 1 < len(one.splitlines()) < len(everybody.splitlines())
    assert all("Vell" in line for line in one.splitlines()[1:])


def test_every_query_answers(graph):
    for name in load().queries:
        done = kg("query", name, "--from", graph, "--format", "json")
        assert done.exit_code == 0, (name, done.output)


def test_a_row_of_a_split_quote_is_explained(graph):
    done = kg("explain", "We will not sail before Friday, … Nobody asked us.", "--from", graph)
    assert "Jonas Vell" in done.output


def test_explain_of_the_unknown_says_so(graph):
    done = kg("explain", "Zebulon Quark", "--from", graph)
    assert done.exit_code == 1
    assert "knows no claim" in done.output


def test_trace_shows_every_stage(pipeline):
    done = kg("trace", "Ilse Tarn said that 40 ferries were idle.", "--pipeline", pipeline)
    for stage in ("== read", "annotate: cues", "annotate: entities", "== extract", "== versions"):
        assert stage in done.output


def test_list_documents_everything():
    done = kg("list")
    for word in ("relations:", "extractors:", "queries:", "deployed_to", "quotes"):
        assert word in done.output


def test_path_and_central(graph):
    assert "claims" in kg("central", "--from", graph).output
    done = kg("path", "Harbour Post", "nowhere at all", "--from", graph)
    assert done.exit_code == 1
    assert "no entity" in done.output
