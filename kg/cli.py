"""The command line: what a person types, turned into calls; no logic."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
from tqdm import tqdm

import kg
from kg import registry
from kg.config import Config, changed, load_config
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.review import Review

FOLDER = click.Path(path_type=Path)
EXISTING = click.Path(path_type=Path, exists=True)
ONTOLOGY = "Folder or file to add: Turtle, queries, CSV gazetteers (docs/ontology.md)."
REFUSED = 3  # exit status of a build that left some input out

_build_option = click.option(
    "--from",
    "folder",
    type=FOLDER,
    help="Folder of a finished build (default: out of kg.toml, else outputs).",
)


class _Group(click.Group):
    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KgError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(kg.__version__, prog_name="kg")
def main() -> None:
    """Turn news articles into a knowledge graph: who said what, in which exact words.

    Start with: kg build FOLDER, then open outputs/index.html.
    """
    logging.basicConfig(format="kg: %(message)s", level=logging.WARNING)


def _settings(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that build and extract share."""
    options = (
        click.option("--config", "config_file", type=EXISTING, help="Settings file."),
        click.option("--pipeline", help="spaCy pipeline, by package name or path."),
        click.option("--jobs", type=int, help="How many processes (default: one a core)."),
        click.option("--ontology", type=EXISTING, help=ONTOLOGY),
        click.option("--quiet", "-q", is_flag=True, help="Print nothing but errors."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@main.command()
@click.argument("paths", type=EXISTING, nargs=-1, required=True)
@click.option("--out", type=FOLDER, help="Where the build goes (default: outputs).")
@click.option("--base", help="What IRIs begin with; ends with / or #.")
@click.option(
    "--export", "exports", multiple=True, type=click.Choice([*registry.names("exporters"), "none"]),
    help="Write only these formats; may be given several times.",
)  # fmt: skip
@click.option("--judgements", type=EXISTING, help="Text file with same / not same decisions.")
@_settings
def build(
    paths: tuple[Path, ...],
    out: Path | None,
    base: str | None,
    exports: tuple[str, ...],
    judgements: Path | None,
    config_file: Path | None,
    quiet: bool,
    **options: object,
) -> None:
    """Build the graph of all articles in PATHS (files and folders).

    Text, HTML and JSON Lines are read. Articles that did not change since the last build into the
    same folder are not extracted again; articles that are gone from PATHS leave the graph.
    Exit status: 0, or 3 if some input was refused or failed (the rest is built), or 1 on an error.
    """
    from kg.builder import build as run

    given = {"out": out, "base": base, "judgements": judgements, **options}
    config = _config(config_file, given)
    if exports:
        config = replace(config, exports=tuple(name for name in exports if name != "none"))
    summary = run(paths, config, progress=_progress(quiet=quiet))
    for refused in summary.refused:
        click.echo(f"refused: {refused}", err=True)
    _print_failed(summary.failed)
    if summary.skipped and not quiet:
        kinds = ", ".join(sorted({Path(name).suffix or name for name in summary.skipped}))
        click.echo(f"skipped: {len(summary.skipped)} files that nothing reads ({kinds})", err=True)
    if not quiet:
        _print_summary(summary)
    if summary.refused or summary.failed:
        sys.exit(REFUSED)


@main.command()
@click.argument("paths", type=EXISTING, nargs=-1, required=True)
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "table"]), default="jsonl", show_default=True
)
@click.option("--unchecked", is_flag=True, help="Keep records that the ontology does not allow.")
@_settings
def extract(
    paths: tuple[Path, ...],
    form: str,
    unchecked: bool,
    config_file: Path | None,
    quiet: bool,
    **options: object,
) -> None:
    """Print the records of the articles in PATHS: one JSON object an article (docs/records.md).

    Exit status: 0, or 3 if some input was refused or failed (the rest is printed), or 1 on error.
    """
    from kg.extracted import extract_records

    config = _config(config_file, options)
    result = extract_records(paths, config, checked=not unchecked, progress=_progress(quiet=quiet))
    for refused in result.refused:
        click.echo(f"refused: {refused}", err=True)
    for row in result.rows:
        if form == "jsonl":
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            _print_records(row, result.texts[row["id"]])
    if result.rejects and not quiet:
        click.echo(f"{result.rejects} records rejected by the ontology (see --unchecked)", err=True)
    _print_failed(result.failed)
    if result.refused or result.failed:
        sys.exit(REFUSED)


@main.command()
@click.argument("query")
@_build_option
@click.option("--param", "-p", multiple=True, metavar="NAME=VALUE", help="Bind a variable.")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table",
    show_default=True,
)  # fmt: skip
def query(query: str, folder: Path | None, param: tuple[str, ...], form: str) -> None:
    """Answer a SPARQL QUERY: its text, a file, or a name that `kg list queries` shows."""
    from kg import render

    text = Path(query).read_text(encoding="utf-8") if _is_file(query) else query
    answer = kg.open(_folder(folder)).query(text, dict(_pair(one) for one in param))
    click.echo({"table": render.table, "csv": render.csv, "json": render.json_}[form](answer))


@main.command()
@click.argument("what")
@_build_option
def explain(what: str, folder: Path | None) -> None:
    """Show why the graph says WHAT: the IRI of a claim or entity, a name, or words of a quote.

    Gives sentence, offsets, article, rule, pipeline and versions.
    """
    from kg.explain import explain as run

    click.echo(run(kg.open(_folder(folder)), what))


@main.command()
@_build_option
@click.option("--judgements", type=FOLDER, help="File of decisions (default: beside the articles).")
@click.option("--list", "listed", is_flag=True, help="Only list the pairs, as tab-separated text.")
@click.option("--same", nargs=2, metavar="KEY KEY", help="Record that two keys are one entity.")
@click.option("--not-same", nargs=2, metavar="KEY KEY", help="Record that two keys are two.")
@click.option("--undo", nargs=2, metavar="KEY KEY", help="Take back what was recorded of two keys.")
def review(
    folder: Path | None,
    judgements: Path | None,
    listed: bool,
    same: tuple[str, str] | None,
    not_same: tuple[str, str] | None,
    undo: tuple[str, str] | None,
) -> None:
    """Judge pairs of entities that may be one, with the sentences that name them.

    Decisions go to judgements.tsv beside the articles, a text file to keep with them: every later
    build honours it. Run kg build again to see them in the graph.
    """
    from kg.review import Review

    session = Review(kg.open(_folder(folder)), load_config(None), judgements)
    if undo:
        done = session.undo(*undo)
        click.echo("taken back" if done else "nothing was recorded of these two")
    elif same or not_same:
        session.judge("same" if same else "not_same", *(same or not_same or ()))
        click.echo(f"recorded in {session.path}; kg build honours it")
    elif listed:
        for doubt in session.pending():
            click.echo(f"{doubt.score:.2f}\t{doubt.left}\t{doubt.right}\t{doubt.reason}")
    else:
        _judge_all(session)


@main.command()
@click.argument("sentence")
@click.option("--pipeline", help="spaCy pipeline, by package name or path.")
@click.option("--ontology", type=EXISTING, help=ONTOLOGY)
def trace(sentence: str, **options: object) -> None:
    """Show every value of every stage for one SENTENCE."""
    from kg.trace import trace as run

    click.echo(run(sentence, _config(None, options)))


@main.command("list")
@click.argument(
    "kind", required=False,
    type=click.Choice(["relations", "extractors", "exporters", "readers", "queries", "classes"]),
)  # fmt: skip
@click.option("--ontology", type=EXISTING, help=ONTOLOGY)
def list_(kind: str | None, **options: object) -> None:
    """List relations, extractors, exporters, readers, queries and classes, with what they mean."""
    from kg.listing import listing

    click.echo(listing(kind, _config(None, options)))


@main.command()
@click.argument("gold", type=EXISTING)
@click.argument("paths", type=EXISTING, nargs=-1, required=True)
@click.option("--split", help='Score only the gold articles whose "split" this is.')
@_settings
def score(
    gold: Path,
    paths: tuple[Path, ...],
    split: str | None,
    config_file: Path | None,
    quiet: bool,
    **options: object,
) -> None:
    """Score what is extracted from PATHS against GOLD (JSON Lines, or a folder of JSON files)."""
    from kg import score as scorer
    from kg.extracted import extract_records

    wanted = scorer.read_gold(gold, split=split)
    found = extract_records(paths, _config(config_file, options), progress=_progress(quiet=quiet))
    click.echo(scorer.table(scorer.score(wanted, found.rows, found.texts)))


@main.command()
@click.argument("start")
@click.argument("end")
@_build_option
def path(start: str, end: str, folder: Path | None) -> None:
    """Show how START and END are connected: the shortest chain of claims between two names."""
    from kg.analysis import connection

    click.echo(connection(kg.open(_folder(folder)), start, end))


@main.command()
@click.option("--top", default=15, show_default=True, help="How many to show.")
@_build_option
def central(top: int, folder: Path | None) -> None:
    """Show who matters: the entities that connect most others (betweenness)."""
    from kg.analysis import centrality

    click.echo(centrality(kg.open(_folder(folder)), top))


@main.command()
@click.argument("formats", nargs=-1, required=True, type=click.Choice(registry.names("exporters")))
@_build_option
@click.option(
    "--to", "target", type=FOLDER, default=Path(), help="Folder to write to (default: .)."
)
def export(formats: tuple[str, ...], folder: Path | None, target: Path) -> None:
    """Write a finished build in other FORMATS."""
    opened = kg.open(_folder(folder))
    target.mkdir(parents=True, exist_ok=True)
    for name in formats:
        registry.load("exporters", name)(opened.product, target, ontology=opened.ontology)


@main.command()
@click.argument("url")
@_build_option
@click.option("--update", is_flag=True, help="URL is a SPARQL Update endpoint.")
@click.option("--query", "query_url", help="The query endpoint beside --update (default: guessed).")
@click.option("--user", envvar="KG_USER", help="Who may write (default: KG_USER).")
@click.option(
    "--password", envvar="KG_PASSWORD", help="Better in KG_PASSWORD: others can see options."
)
@click.option("--all", "everything", is_flag=True, help="Send what the store has, too.")
@click.option("--dry-run", is_flag=True, help="Only show what would be sent and deleted.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but errors.")
def push(
    url: str,
    folder: Path | None,
    everything: bool,
    dry_run: bool,
    quiet: bool,
    update: bool,
    query_url: str | None,
    user: str | None,
    password: str | None,
) -> None:
    """Load a finished build into the SPARQL store at URL: only the articles that changed.

    URL is the store's Graph Store address (Oxigraph: http://HOST:7878/store), or with --update its
    Update address. An interrupted push is taken up by the next.
    """
    from kg import push as pushing

    opened = kg.open(_folder(folder))
    with pushing.store_at(
        url, update=update, query_url=query_url, user=user, password=password
    ) as target:
        progress = _progress(quiet=quiet)
        todo = pushing.plan(opened, target, everything=everything, progress=progress)
        if not dry_run:
            step = progress("pushing", len(todo.send) + len(todo.delete))
            pushing.push(opened, target, todo, step=step)
    if not quiet:
        click.echo(pushing.told(todo, dry_run=dry_run))


@main.command()
@_build_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port; 0 takes a free one.",
)
@click.option("--timeout", type=click.FloatRange(min=0.1), help="Seconds a query may run (10).")
@click.option("--memory", type=click.IntRange(min=1024), help="MiB a query may use (1536).")
@click.option("--workers", type=click.IntRange(min=1), help="Queries at once (cores + 4).")
@click.option("--max-rows", type=click.IntRange(min=1), help="Rows of a result (100000).")
@click.option(
    "--cors",
    "origins",
    metavar="ORIGIN",
    multiple=True,
    default=("*",),
    show_default=True,
    help="Web pages that may read answers; none; repeatable.",
)
@click.option("--open", "browse", is_flag=True, help="Open the pages in the browser.")
def serve(
    folder: Path | None,
    host: str,
    port: int,
    timeout: float | None,
    memory: int | None,
    workers: int | None,
    max_rows: int | None,
    origins: tuple[str, ...],
    browse: bool,
) -> None:
    """Serve a finished build: its pages, and a read-only SPARQL endpoint at /sparql.

    Nobody but this machine reaches it unless --host says so. A newer build is taken up by itself.
    """
    from kg.serve import origins as cors
    from kg.serve.limits import Limits
    from kg.serve.server import serve as run

    usual = Limits()
    limits = replace(
        usual,
        seconds=timeout or usual.seconds,
        memory=memory or usual.memory,
        workers=workers or usual.workers,
        rows=max_rows or usual.rows,
    )
    run(
        _folder(folder),
        host=host,
        port=port,
        limits=limits,
        started=_served if browse else _serving,
        allowed=cors.origins(origins),
    )


def _judge_all(session: Review) -> None:
    """Ask about every pair that is not judged yet."""
    pairs, place = session.pending(), 0
    if not pairs:
        click.echo("no pair of entities is in doubt")
    while place < len(pairs):
        doubt = pairs[place]
        click.echo(f"\n{place + 1} of {len(pairs)}, {session.shown(doubt)}")
        answer = click.prompt(
            "one entity? [s]ame, [n]ot the same, [l]ater, [b]ack, [q]uit",
            type=click.Choice(["s", "n", "l", "b", "q"]), show_choices=False, default="l",
        )  # fmt: skip
        if answer == "q":
            break
        if answer == "b":
            place = max(place - 1, 0)
            session.undo(pairs[place].left, pairs[place].right)
            continue
        if answer != "l":
            session.judge({"s": "same", "n": "not_same"}[answer], doubt.left, doubt.right)
        place += 1
    if pairs:
        click.echo(f"decisions: {session.path}; kg build honours them")


def _config(path: Path | None, options: dict[str, object]) -> Config:
    given = {name: value for name, value in options.items() if value not in (None, ())}
    # not so for programs: theirs would be run anew in every process that is not forked
    defaults = Config(jobs=0)
    return changed(load_config(path, defaults), given, where="command line")


def _folder(given: Path | None) -> Path:
    return given or load_config(None).out


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except OSError:  # a query is too long for a file name
        return False


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise click.BadParameter(f"{text!r} is not NAME=VALUE", param_hint="--param")
    return name, value


def _progress(*, quiet: bool) -> Callable[[str, int], Callable[[int], None]]:
    def start(title: str, total: int) -> Callable[[int], None]:
        bar = tqdm(desc=f"{title:<10}", total=total or None, disable=quiet or None, leave=False)

        def step(count: int) -> None:
            bar.update(count)
            if total and bar.n >= total:
                bar.close()

        return step

    return start


def _print_failed(articles: Iterable[str]) -> None:
    for article in articles:
        click.echo(f"failed: {article}: no claims, an extractor broke on it; report it", err=True)


def _serving(address: str) -> None:
    click.echo(f"kg: serving {address} (SPARQL at {address}sparql); Ctrl-C ends it")


def _served(address: str) -> None:
    _serving(address)
    click.launch(address)


def _print_summary(summary: object) -> None:
    from kg.render import summary_text

    click.echo(summary_text(summary))  # type: ignore[arg-type]


def _print_records(row: dict[str, object], text: str) -> None:
    from kg.render import records_text

    click.echo(records_text(row, text))
