"""Dataset -> files."""
