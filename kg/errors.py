"""The exceptions of kg.

KgError                     everything that kg raises on purpose
├── ArticleRefused          one input cannot be read; the build goes on without it
├── EvidenceMismatch        the text does not hold the words that a record quotes
├── OntologyError           the ontology contradicts itself or lacks something; the build stops
├── PipelineMissing         the named spaCy pipeline is not installed, or lacks a parser
├── PluginError             an extension is registered but cannot be loaded
├── BuildError              the output folder cannot be used
│   ├── BuildLocked         another build holds it
│   └── NothingToBuild      the paths hold no article; an older build stays as it is
├── PushError               a store elsewhere cannot be reached, or refuses what it is sent
├── QueryError              a query that the store refuses, or a name that the build does not know
└── ConfigError             kg.toml or an option says something that cannot be
"""


class KgError(Exception):
    """Everything that kg raises on purpose; the message says what, where, and what to do."""


class ArticleRefused(KgError):
    """One input cannot be read."""

    def __init__(self, path: str, reason: str, advice: str) -> None:
        super().__init__(f"{path}: {reason}; {advice}")
        self.path = path
        self.reason = reason
        self.advice = advice


class EvidenceMismatch(KgError):
    """The article does not hold the words that a record quotes, where it says."""


class OntologyError(KgError):
    """The ontology contradicts itself, or lacks what a record needs."""


class PipelineMissing(KgError):
    """The named spaCy pipeline is not installed or cannot be used."""


class PluginError(KgError):
    """A registered extension cannot be loaded."""


class BuildError(KgError):
    """The output folder cannot be used."""


class WorkerLost(KgError):
    """A process that worked on articles was stopped from outside."""


class BuildLocked(BuildError):
    """Another build is writing to the same folder."""


class NothingToBuild(BuildError):
    """The paths hold no article that can be read."""

    def __init__(self, refused: tuple[ArticleRefused, ...]) -> None:
        reasons = "".join(f"\n  {one}" for one in refused)
        super().__init__(f"no article in the given paths: name files or folders with some{reasons}")
        self.refused = refused


class PushError(KgError):
    """A store elsewhere cannot be reached, or refuses what it is sent."""


class QueryError(KgError):
    """A query that the store refuses, or a name that the build does not know."""


class ConfigError(KgError):
    """A setting that cannot be."""
