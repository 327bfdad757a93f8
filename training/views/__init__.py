"""The training's pages. A module a subject."""
