"""A finished build, served: SPARQL 1.1 Protocol, and the pages of the build."""
