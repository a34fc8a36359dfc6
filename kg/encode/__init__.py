"""Extraction -> quads: claim nodes with evidence, shortcuts, entities, comparisons, the run."""
