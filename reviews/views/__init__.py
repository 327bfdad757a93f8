"""The desk's pages. A module a subject."""
