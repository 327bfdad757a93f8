"""How a stored file is sent."""

import pytest
from django.http import Http404

from files.responses import file_response
from rehearsal.factories.files import PDF, stored_file


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("media_type", "in_place", "disposition"),
    [
        ("application/pdf", False, 'attachment; filename="paper"'),
        ("application/pdf", True, 'inline; filename="paper"'),
        ("text/csv", True, 'attachment; filename="paper"'),
    ],
)
def test_file_is_never_sniffed_run_or_cached(media_type: str, in_place: bool, disposition: str) -> None:
    response = file_response(stored_file(media_type=media_type), name="paper", in_place=in_place)

    assert b"".join(response.streaming_content) == PDF
    assert dict(response.headers) == {
        "Content-Type": media_type,
        "Content-Length": str(len(PDF)),
        "Content-Disposition": disposition,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }


def test_no_file_is_not_found() -> None:
    with pytest.raises(Http404):
        file_response(None, name="paper")
