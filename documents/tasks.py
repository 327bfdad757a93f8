"""What a worker does for papers."""

from documents import actions
from outbox.registry import handles


@handles("documents.render")
def render(document_id: int) -> None:
    """Make a queued document's file; nothing when it is there already."""
    actions.render(document_id)
