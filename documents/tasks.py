"""What a worker does for papers."""

from documents import actions
from outbox.registry import gives_up, handles


@handles("documents.render")
def render(document_id: int) -> None:
    """Make a queued document's file; nothing when it is there already."""
    actions.render(document_id)


@gives_up("documents.render")
def render_given_up(document_id: int) -> None:
    """Say on the document that it couldn't be made."""
    actions.give_up(document_id)
