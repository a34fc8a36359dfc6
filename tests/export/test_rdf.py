import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Dataset
from whole import whole_product

from kg.export import rdf

EXPORTS = (rdf.export_nquads, rdf.export_trig, rdf.export_turtle, rdf.export_jsonld)


@pytest.fixture
def product():
    return whole_product()


@pytest.fixture
def files(product, ontology, tmp_path):
    for export in EXPORTS:
        export(product, tmp_path, ontology=ontology)
    return tmp_path


def of_rdflib(path, form):
    dataset = Dataset()
    dataset.parse(data=path.read_text(encoding="utf-8"), format=form)
    return {(s.n3(), p.n3(), o.n3(), str(c)) for s, p, o, c in dataset.quads()}


def test_every_line_of_nquads_is_a_quad(files, product):
    quads = list(parse(path=str(files / "graph.nq"), format=RdfFormat.N_QUADS))
    assert len(quads) == len(set(quads)) == len(product.quads) > 100
    assert (files / "graph.nq").read_text(encoding="utf-8").splitlines() == list(product.quads)


@pytest.mark.parametrize(("name", "form"), [("graph.trig", "trig"), ("graph.jsonld", "json-ld")])
def test_rdflib_reads_the_same_quads_from_every_format(files, name, form):
    assert of_rdflib(files / name, form) == of_rdflib(files / "graph.nq", "nquads")


@pytest.mark.parametrize(
    ("name", "form"), [("graph.trig", RdfFormat.TRIG), ("graph.jsonld", RdfFormat.JSON_LD)]
)
def test_oxigraph_reads_the_same_quads_from_every_format(files, name, form):
    wanted = set(parse(path=str(files / "graph.nq"), format=RdfFormat.N_QUADS))
    assert set(parse(path=str(files / name), format=form)) == wanted


def test_turtle_merges_the_graphs(files):
    merged = set(parse(path=str(files / "graph.ttl"), format=RdfFormat.TURTLE))
    quads = parse(path=str(files / "graph.nq"), format=RdfFormat.N_QUADS)
    assert {quad.triple for quad in merged} == {quad.triple for quad in quads}


def test_the_context_is_embedded_and_names_no_remote_file(files):
    document = json.loads((files / "graph.jsonld").read_text(encoding="utf-8"))
    context = json.loads((files / "context.jsonld").read_text(encoding="utf-8"))
    assert document["@context"] == context["@context"]
    assert all(isinstance(value, str) for value in document["@context"].values())


def test_a_graph_is_one_block_of_trig(files):
    text = (files / "graph.trig").read_text(encoding="utf-8")
    blocks = [line for line in text.splitlines() if line.endswith("{")]
    assert len(blocks) == len(set(blocks)) > 3


def test_bytes_do_not_depend_on_the_hash_seed(files, tmp_path):
    code = (
        "import sys\nfrom pathlib import Path\nfrom whole import whole_product\n"
        "from kg import registry\nfrom kg.ontology import load\n"
        "for name in ('nquads', 'trig', 'turtle', 'jsonld', 'csv', 'graphml', 'void'):\n"
        "    target = Path(sys.argv[1])\n"
        "    registry.load('exporters', name)(whole_product(), target, ontology=load())\n"
    )
    here = Path(__file__).parent
    seen = []
    for seed in ("1", "2"):
        out = tmp_path / f"seed{seed}"
        out.mkdir()
        paths = os.pathsep.join((str(here), str(here.parent)))
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths}
        subprocess.run([sys.executable, "-c", code, str(out)], env=environment, check=True)
        seen.append({p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()})
    assert len(seen[0]) > 10
    assert seen[0] == seen[1]
    assert seen[0][Path("graph.nq")] == (files / "graph.nq").read_bytes()
