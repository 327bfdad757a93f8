"""Rows on their way into the database: checked, staged, compared with what is stored, written, undone."""
