"""kg.toml and options -> Config: the settings of a build."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from pyoxigraph import NamedNode

from kg import registry
from kg.errors import ConfigError
from kg.iris import DEFAULT_BASE

JUDGEMENTS = "judgements.tsv"
"""What the file of same / not same decisions is called that lies beside the articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of a build; kg.toml has the same names."""

    out: Path = Path("outputs")
    """Where the build goes."""
    base: str = DEFAULT_BASE
    """What the IRIs of articles, claims and entities begin with."""
    pipeline: str | None = None
    """spaCy pipeline by package name or path; None: the one that ships with kg."""
    language: str = "en"
    jobs: int = 1
    """How many processes extract and check; 0: one a core, where there are enough articles."""
    ontology: Path | None = None
    """Folder of Turtle, query and CSV gazetteer files, or one such file, to add to the ontology."""
    exports: tuple[str, ...] = field(default_factory=lambda: registry.names("exporters"))
    """Names of exporters; all that are registered by default."""
    judgements: Path | None = None
    """Text file with recorded same / not same decisions; None: the one beside the articles."""

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that are added to the shipped ontology."""
        return (self.ontology,) if self.ontology else ()


def load_config(path: Path | None, defaults: Config | None = None) -> Config:
    """Return the settings of a TOML file; the defaults if there is no kg.toml here.

    Args:
        path: of the file; None: kg.toml in the working directory.
        defaults: what settings are that the file does not name.

    Raises:
        ConfigError: the file is missing though named, is no TOML, or holds an unknown setting.
    """
    defaults = defaults or Config()
    if path is None:
        path = Path("kg.toml")
        if not path.is_file():
            return defaults
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}") from error
    return changed(defaults, settings, where=str(path))


def changed(config: Config, settings: Mapping[str, object], *, where: str) -> Config:
    """Return the settings with some of them replaced.

    Raises:
        ConfigError: a name or value is not one of ours.
    """
    known = {one.name for one in fields(Config)}
    for name, value in settings.items():
        if name not in known:
            raise ConfigError(f"{where}: no setting {name!r}; there are {', '.join(sorted(known))}")
        config = replace(config, **{name: _typed(name, value, where)})  # type: ignore[arg-type]
    _check(config, where)
    return config


def _check(config: Config, where: str) -> None:
    if not config.base.endswith("/") or not _is_iri(config.base):
        raise ConfigError(f"{where}: base {config.base!r} must be an IRI that ends with /")
    if config.ontology and not config.ontology.exists():
        raise ConfigError(f"{where}: there is no ontology {config.ontology}: a folder, or one file")
    if config.judgements and not config.judgements.is_file():
        raise ConfigError(f"{where}: there is no file of judgements {config.judgements}")
    unknown = sorted(set(config.exports) - set(registry.names("exporters")))
    if unknown:
        known = ", ".join(registry.names("exporters"))
        raise ConfigError(f"{where}: no exporter is called {unknown[0]!r}; there are {known}")
    if config.jobs < 0:
        raise ConfigError(f"{where}: jobs must be 0 (one a core) or more, not {config.jobs}")


def _is_iri(text: str) -> bool:
    try:
        return "://" in NamedNode(text).value
    except ValueError:
        return False


def _typed(name: str, value: object, where: str) -> object:
    match name, value:
        case ("pipeline" | "judgements" | "ontology", None):
            return None
        case ("out" | "judgements" | "ontology", str()):
            return Path(value)
        case ("out" | "judgements" | "ontology", Path()):
            return value
        case ("exports", list() | tuple()):
            return tuple(str(one) for one in value)
        case ("jobs", int()):
            return value
        case ("base" | "pipeline" | "language", str()):
            return value
    raise ConfigError(f"{where}: {name} cannot be {value!r}")
