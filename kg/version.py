"""The version of kg, written once."""

__version__ = "0.1.0"
