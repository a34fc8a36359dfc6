"""ontology/*.ttl -> Ontology: classes, relations, cues, names, variables, queries as plain values.

The only module that narrows rdflib nodes. Vocabulary of the lexicon: docs/ontology.md.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.confidence import Construction, measured
from kg.errors import OntologyError
from kg.gazetteers import add_gazetteer
from kg.terms import Cue, EntityClass, KnownName, Query, RelationType, Variable
from kg.turtle import add_turtle, local_name, snake_case

SCHEMA = Namespace("https://schema.org/")
SUFFIXES = frozenset({".ttl", ".rq", ".csv"})
"""What the folders of an ontology are read for; a CSV file is a gazetteer."""


class Ontology:
    """What may be said, and the words that say it."""

    def __init__(
        self, graph: Graph, *, namespace: str, digest: str, queries: Iterable[Query]
    ) -> None:
        self.graph = graph
        """All Turtle files as one graph, for validation and export."""
        self.namespace = namespace
        self.digest = digest
        """SHA-256 over the files, in hexadecimal: part of every cache key."""
        self.queries: Mapping[str, Query] = {query.name: query for query in queries}

    @cached_property
    def classes(self) -> Mapping[str, EntityClass]:
        """Entity classes by the name that records use."""
        names = {s: str(o) for s, o in self.graph.subject_objects(self._own("recordType"))}
        return {
            name: EntityClass(
                name=name,
                iri=str(node),
                label=self._text(node, RDFS.label) or name,
                broader=frozenset(
                    names[up]
                    for up in self.graph.transitive_objects(node, RDFS.subClassOf)
                    if up in names
                ),
            )
            for node, name in sorted(names.items(), key=lambda pair: pair[1])
        }

    @cached_property
    def relations(self) -> Mapping[str, RelationType]:
        """Relations by name."""
        found = self._instances(self._own("Relation"))
        return {self._name(node): self._relation(node) for node in found}

    @cached_property
    def variables(self) -> Mapping[str, Variable]:
        """Variables of figures by name."""
        found = self._instances(SCHEMA.StatisticalVariable)
        return {local_name(node): self._variable(node) for node in found}

    @cached_property
    def constructions(self) -> Mapping[str, Construction]:
        """Constructions whose records were judged, by name."""
        found = (self._construction(node) for node in self._instances(self._own("Construction")))
        return {one.name: one for one in found}

    def measure(self, name: str) -> Construction | None:
        """Return whose precision holds for a construction: its own, or that of its family."""
        return measured(name, self.constructions)

    @cached_property
    def names(self) -> tuple[KnownName, ...]:
        """Well-known entities, sorted by IRI."""
        found = set(self._instances(self._own("KnownEntity")))
        found |= {  # a plain SKOS list of a user's, with our classes
            node
            for kind in self._class_names
            for node in self._instances(URIRef(kind))
            if (node, RDF.type, SKOS.Concept) in self.graph
        }
        return tuple(self._known_name(node) for node in sorted(found))

    @cached_property
    def known(self) -> Mapping[str, KnownName]:
        """Well-known entities by IRI."""
        return {name.iri: name for name in self.names}

    @cached_property
    def relation_cues(self) -> Mapping[str, tuple[Cue, ...]]:
        """Relation cues by the name of the relation that they evoke."""
        found: dict[str, list[Cue]] = {}
        for cue in self.cues("RelationCue"):
            found.setdefault(cue.evokes or "", []).append(cue)
        return {name: tuple(cues) for name, cues in found.items()}

    def cues(self, *kinds: str) -> tuple[Cue, ...]:
        """Return the cues of these classes (local names), sorted by IRI."""
        return tuple(cue for cue in self._cues if cue.kind in kinds)

    def is_a(self, name: str, above: str) -> bool:
        """Return whether class ``name`` is ``above`` or below it; False for unknown classes."""
        return name in self.classes and above in self.classes[name].broader

    def allows(self, names: frozenset[str], name: str) -> bool:
        """Return whether ``name`` is one of ``names`` or a class below; empty allows any."""
        return not names or any(self.is_a(name, above) for above in names)

    def term(self, name: str) -> str:
        """Return the IRI of our own term ``name``.

        Raises:
            OntologyError: no Turtle file declares it.
        """
        iri = self._own(name)
        if (iri, None, None) not in self.graph:
            raise OntologyError(f"kg:{name} is not declared: add it to ontology/kg.ttl")
        return str(iri)

    def value(self, name: str) -> str:
        """Return the IRI of a concept of the value vocabulary: affirmed, killed, at_least.

        Raises:
            OntologyError: no Turtle file declares it.
        """
        found = self._values.get(name)
        if found is None:
            raise OntologyError(f"no concept is called {name!r}: add it to ontology/kg.ttl")
        return found

    def vocabulary(self) -> Iterator[tuple[str, str, str]]:
        """Yield the triples between IRIs, and the labels and definitions, of our own terms.

        The lexicon and the shapes are left out. Sorted.
        """
        terms = {
            node
            for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)
            for node in self.graph.subjects(RDF.type, kind)
        } | {URIRef(iri) for iri in self._values.values()}
        keep = {str(RDF.type), str(RDFS.subClassOf), str(RDFS.subPropertyOf), str(SKOS.broader)}
        keep |= self.text_properties
        yield from sorted(
            (str(s), str(p), str(o))
            for s in terms
            if isinstance(s, URIRef)
            for p, o in self.graph.predicate_objects(s)
            if str(p) in keep
        )

    def shape_target(self, shape: str) -> str | None:
        """Return the IRI of the property whose subjects a node shape is about, if it has one."""
        found = self.graph.value(URIRef(shape), SH.targetSubjectsOf)
        return None if found is None else str(found)

    @property
    def text_properties(self) -> frozenset[str]:
        """IRIs of the properties whose values are words for people."""
        return frozenset(str(p) for p in (RDFS.label, SKOS.prefLabel, SKOS.definition))

    @cached_property
    def _values(self) -> Mapping[str, str]:
        # cues are concepts too, but their class says more than skos:Concept
        return {local_name(node): str(node) for node in self._instances(SKOS.Concept)}

    def label(self, iri: str) -> str:
        """Return the preferred label of a term, else its local name."""
        node = URIRef(iri)
        return self._text(node, SKOS.prefLabel) or self._text(node, RDFS.label) or local_name(node)

    def definition(self, iri: str) -> str:
        """Return the definition of a term, empty if it has none."""
        node = URIRef(iri)
        return self._text(node, SKOS.definition) or self._text(node, RDFS.comment) or ""

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Prefix -> namespace, as the Turtle files declare them."""
        return {prefix: str(iri) for prefix, iri in sorted(self.graph.namespaces()) if prefix}

    @cached_property
    def _class_names(self) -> Mapping[str, str]:
        """IRI of an entity class -> its name in records."""
        return {one.iri: name for name, one in self.classes.items()}

    @cached_property
    def _cues(self) -> tuple[Cue, ...]:
        kinds = self._below(self._own("Cue"))
        found = [(node, kind) for kind in kinds for node in self._instances(kind)]
        return tuple(self._cue(node, kind) for node, kind in sorted(found))

    def _own(self, name: str) -> URIRef:
        return URIRef(self.namespace + name)

    def _name(self, node: Node) -> str:
        return snake_case(local_name(node))

    def _instances(self, kind: Node) -> list[URIRef]:
        found = set(self.graph.subjects(RDF.type, kind))
        return sorted(node for node in found if isinstance(node, URIRef))

    def _below(self, node: Node) -> frozenset[URIRef]:
        found = self.graph.transitive_subjects(RDFS.subClassOf, node)
        return frozenset(one for one in found if isinstance(one, URIRef))

    def _text(self, node: Node, path: URIRef) -> str | None:
        return min((str(value) for value in self.graph.objects(node, path)), default=None)

    def _texts(self, node: Node, *paths: URIRef) -> tuple[str, ...]:
        values = [sorted(str(value) for value in self.graph.objects(node, p)) for p in paths]
        return tuple(dict.fromkeys(value for group in values for value in group))

    def _relation(self, node: Node) -> RelationType:
        subjects, objects = self._argument_classes(node)
        opposite = self.graph.value(node, self._own("opposite"))
        return RelationType(
            name=self._name(node),
            iri=str(node),
            label=self._text(node, RDFS.label) or self._name(node),
            definition=self._text(node, SKOS.definition) or "",
            subjects=subjects,
            objects=objects,
            symmetric=(node, RDF.type, OWL.SymmetricProperty) in self.graph,
            opposite=None if opposite is None else self._name(opposite),
            examples=self._texts(node, SKOS.example),
            counter_examples=self._texts(node, self._own("counterExample")),
            contradicts=self._tied(node, "opposite", "contradicts"),
            excludes=self._tied(node, "excludes"),
            rivals=self._tied(node, "rivals"),
            enabled=self._enabled(node),
        )

    def _tied(self, node: Node, *properties: str) -> frozenset[str]:
        """Return the names of the relations that symmetric properties tie to one."""
        found: set[Node] = set()
        for path in map(self._own, properties):
            found |= {*self.graph.objects(node, path), *self.graph.subjects(path, node)}
        return frozenset(self._name(one) for one in found)

    def _enabled(self, node: Node) -> bool:
        """Return whether a relation is looked for; a user's "true" wins over our "false"."""
        said = {str(one) for one in self.graph.objects(node, self._own("enabledByDefault"))}
        return "true" in said or "false" not in said

    def _argument_classes(self, relation: Node) -> tuple[frozenset[str], frozenset[str]]:
        shape = next(self.graph.subjects(SH.targetSubjectsOf, relation), None)
        if shape is None:
            raise OntologyError(
                f"{relation} has no shape: add a sh:NodeShape with sh:targetSubjectsOf "
                "that names the classes of its subject and object"
            )
        objects = next(
            (
                self._allowed(constraint)
                for constraint in self.graph.objects(shape, SH.property)
                if (constraint, SH.path, relation) in self.graph
            ),
            frozenset[str](),
        )
        return self._allowed(shape), objects

    def _allowed(self, shape: Node) -> frozenset[str]:
        found = set(self.graph.objects(shape, SH["class"]))
        for head in self.graph.objects(shape, SH["or"]):
            for part in Collection(self.graph, head):
                found |= set(self.graph.objects(part, SH["class"]))
        iris = self._class_names
        unknown = sorted(str(node) for node in found if str(node) not in iris)
        if unknown:
            raise OntologyError(
                f"{shape} allows {unknown[0]}, which no kg:recordType names: declare the class "
                "in ontology/kg.ttl"
            )
        return frozenset(iris[str(node)] for node in found)

    def _cue(self, node: Node, kind: Node) -> Cue:
        values: dict[str, str | Decimal] = {}
        for one in fields(Cue):
            if "term" in one.metadata:
                found = [
                    self._cue_value(value)
                    for value in self.graph.objects(node, self._own(one.metadata["term"]))
                ]
                if len(found) > 1:
                    values[one.name] = "|".join(sorted(map(str, found)))
                elif found:
                    values[one.name] = found[0]
        words = self._texts(node, SKOS.prefLabel, SKOS.altLabel)
        return Cue(
            iri=str(node),
            kind=local_name(kind),
            words=tuple(word.lower() for word in words),
            **values,  # type: ignore[arg-type]  # the fields say which are decimals
        )

    def _cue_value(self, value: Node) -> str | Decimal:
        if isinstance(value, Literal):
            plain = value.toPython()
            return Decimal(str(plain)) if isinstance(plain, int | float | Decimal) else str(plain)
        if (value, RDF.type, self._own("Relation")) in self.graph:
            return self._name(value)
        names = [str(o) for o in self.graph.objects(value, self._own("recordType"))]
        return names[0] if names else local_name(value)

    def _known_name(self, node: Node) -> KnownName:
        names = self._class_names
        types = sorted(names[str(o)] for o in self.graph.objects(node, RDF.type) if str(o) in names)
        if not types:
            raise OntologyError(f"{node} has no class: add a class of ontology/kg.ttl to it")
        labels = self._texts(node, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
        if not labels:
            raise OntologyError(f"{node} has no name: add a skos:prefLabel")
        part_of = self.graph.value(node, self._own("partOf"))
        return KnownName(
            iri=str(node),
            name=labels[0],
            type=types[0],
            names=labels,
            demonyms=self._texts(node, self._own("demonym")),
            metonyms=self._texts(node, self._own("metonym")),
            part_of=None if part_of is None else str(part_of),
            same_as=self._texts(node, SCHEMA.sameAs),
        )

    def _construction(self, node: Node) -> Construction:
        judged, right = (
            int(self._text(node, self._own(name)) or 0) for name in ("judged", "judgedRight")
        )
        name = self._text(node, SKOS.notation)
        if name is None:
            raise OntologyError(f"{node} has no skos:notation: add the path of the construction")
        return Construction(name=name, iri=str(node), judged=judged, right=right)

    def _variable(self, node: Node) -> Variable:
        above = self.graph.transitive_objects(node, SKOS.broader)
        return Variable(
            name=local_name(node),
            iri=str(node),
            label=self._text(node, SKOS.prefLabel) or local_name(node),
            broader=frozenset(local_name(one) for one in above if one is not None),
            loose=(node, self._own("loose"), Literal(True)) in self.graph,
        )


def load(*extra: Path) -> Ontology:
    """Return the shipped ontology with the Turtle, query and gazetteer files of ``extra`` added.

    Args:
        extra: folders, or single files.

    Raises:
        OntologyError: a file does not parse, or a relation has no shape.
    """
    return _load(tuple(path.resolve() for path in extra))


@lru_cache(maxsize=8)
def _load(extra: tuple[Path, ...]) -> Ontology:
    graph, digest, queries = Graph(bind_namespaces="none"), hashlib.sha256(), []
    for path in _files((shipped(), *extra)):
        text = _text(path)
        digest.update(f"{path.name}\0{text}\0".encode())
        if path.suffix == ".rq":
            queries.append(_query(path.stem, text))
        elif path.suffix == ".ttl":
            add_turtle(graph, path)
        else:
            add_gazetteer(graph, path, namespace=_namespace())
    return Ontology(graph, namespace=_namespace(), digest=digest.hexdigest(), queries=queries)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"{path} cannot be read as UTF-8 text: {error}") from error


def shipped() -> Path:
    """Return the folder of the ontology that comes with kg."""
    return Path(str(files("kg._ontology")))


@lru_cache(maxsize=1)
def _namespace() -> str:
    """Return the namespace of our own terms; files of a user may declare ontologies of theirs."""
    graph = Graph()
    add_turtle(graph, shipped() / "kg.ttl")
    declared = graph.value(predicate=RDF.type, object=OWL.Ontology)
    if declared is None:
        raise OntologyError("ontology/kg.ttl declares no owl:Ontology")
    return str(declared)


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        found = [folder] if folder.is_file() else folder.rglob("*")
        wanted = [path for path in found if path.suffix in SUFFIXES]
        yield from sorted(wanted, key=lambda path: (path.suffix == ".csv", path))  # classes first


def _query(name: str, text: str) -> Query:
    title = re.search(r"^#\s*title:\s*(.+)$", text, re.M)
    parameters = re.findall(r"^#\s*param\s+(\w+):\s*(.+)$", text, re.M)
    return Query(
        name=name,
        title=title[1].strip() if title else name,
        text=text,
        parameters=tuple((key, meaning.strip()) for key, meaning in parameters),
    )
