"""Stored files to test with, their bytes really on disk."""

from files.models import StoredFile
from files.store import keep_bytes

# The shortest that a reader takes for a PDF by its beginning; for tests that don't look inside.
PDF = b"%PDF-1.7\n%stand-in\n%%EOF\n"


def stored_file(content: bytes = PDF, media_type: str = "application/pdf") -> StoredFile:
    """A content kept in the store; the same bytes give the same row."""
    return keep_bytes(content, media_type=media_type)
