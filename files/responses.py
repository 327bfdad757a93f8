"""Sending a stored file to a reader whom the calling view has already admitted."""

from django.db.models import Model
from django.http import FileResponse, Http404

from files.models import StoredFile
from files.store import open_file

_SHOWN_IN_PLACE = {"application/pdf", "image/png", "image/jpeg"}


def file_response(
    stored: StoredFile | None, *, name: str, of: Model | None = None, in_place: bool = False
) -> FileResponse:
    """The file as a download (or shown in place, for PDFs and pictures), never sniffed, run or cached; 404 without one."""
    if stored is None:
        raise Http404
    response = FileResponse(
        open_file(stored),
        as_attachment=not (in_place and stored.media_type in _SHOWN_IN_PLACE),
        filename=name,
        content_type=stored.media_type,
    )
    # For the security log: what the file belongs to.
    response.subject = of  # type: ignore[attr-defined]
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
