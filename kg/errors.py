"""The exceptions of kg.

KgError                     everything that kg raises on purpose
├── ArticleRefused          one input cannot be read; the build goes on without it
├── EvidenceMismatch        the text does not hold the words that a record quotes
├── OntologyError           the ontology contradicts itself or lacks something; the build stops
├── PipelineMissing         the named spaCy pipeline is not installed, or lacks a parser
├── PluginError             an extension is registered but cannot be loaded
├── BuildError              the output folder cannot be used
│   └── BuildLocked         another build holds it
├── QueryError              a query that the store refuses, or that ran out of time
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


class BuildLocked(BuildError):
    """Another build is writing to the same folder."""


class QueryError(KgError):
    """A query that the store refuses, or that ran out of time."""


class ConfigError(KgError):
    """A setting that cannot be."""
