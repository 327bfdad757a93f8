"""The campaign's pages: a module per subject."""
