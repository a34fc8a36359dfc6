"""The ontology that ships with kg, as package data."""
