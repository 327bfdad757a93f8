"""What an import does. Each step of the pages is one action; the long ones run in the background."""

from roster_import.actions.immediate import import_files

__all__ = ["import_files"]
