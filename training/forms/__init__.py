"""The training's forms. A module a subject."""
