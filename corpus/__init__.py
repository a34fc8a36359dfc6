"""The sample articles that ship with kg; see README.md beside this file."""
