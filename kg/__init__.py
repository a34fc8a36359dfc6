"""kg turns news articles into a knowledge graph that can be queried, browsed and checked."""

__version__ = "0.1.0"
