"""What is sealed of a paper when it is asked for: all that it says, and under which number and code it says so."""

from documents.models import Document
from pledges.particulars import digest_of_data


def digest_of(document: Document) -> str:
    """SHA-256, in hex, over a paper's kind, number, code, date, agency and content as they are now."""
    return digest_of_data(
        [
            document.kind,
            document.number,
            document.code,
            document.dated_on.isoformat(),
            document.agency_id,
            document.completion_id,
            document.content,
        ]
    )
