"""Looking into an uploaded file, in a process of its own: ``python -m files.inspection KIND < FILE``.

Nothing in this package imports Django or the rest of the portal. ``files.sandbox`` starts it.
"""
