"""Papers to test with: who signs, completions that were approved, certificates that were issued."""

from datetime import UTC, date, datetime
from typing import Any

from accounts.models import User
from documents import actions
from documents.actions import Issued
from documents.models import Document, PresidentTerm
from files.store import keep_bytes
from pledges.lifecycle import State
from pledges.models import Completion
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.pledges import CompletionFactory, PledgeFactory, meet_everything, member, submitted

ISSUED_ON = date(2025, 11, 12)


def president(name: str = "Casey Morgan", from_on: date = date(2020, 1, 1)) -> PresidentTerm:
    """Someone in office, so that papers can be signed."""
    return PresidentTerm.objects.get_or_create(name=name, defaults={"from_on": from_on})[0]


def letter_draft(state: str = State.ACTIVE.value, **agency: Any) -> tuple[Completion, User]:
    """A draft that lacks nothing but its letter, and the agency's lead. Keyword arguments are fields of the agency."""
    fields = {f"agency__{name}": value for name, value in agency.items()}
    pledge = PledgeFactory.create(state=state, **fields)
    meet_everything(pledge.agency)
    return CompletionFactory.create(pledge=pledge), member(pledge.agency)


def approved_completion(**agency: Any) -> Completion:
    """An approved completion of an agency with a lead, whose papers aren't issued yet."""
    president()
    fields = {f"agency__{name}": value for name, value in agency.items()}
    pledge = PledgeFactory.create(state=State.COMPLETED.value, completed_on=ISSUED_ON, **fields)
    member(pledge.agency)
    return submitted(
        pledge, state=Completion.State.APPROVED, decided_at=datetime(2025, 11, 12, 15, tzinfo=UTC)
    )


def issued(completion: Completion | None = None, **agency: Any) -> Issued:
    """A certificate and its letter, reserved on 12 November 2025 and not rendered yet."""
    return actions.issue(
        completion=completion or approved_completion(**agency), by=ReviewerFactory.create(), on=ISSUED_ON
    )


def with_file(document: Document, content: bytes = b"%PDF-1.7\n%stand-in\n%%EOF\n") -> Document:
    """The document as if a worker had made its file, for tests that don't look at the paper."""
    document.file = keep_bytes(content, media_type="application/pdf")
    document.state = Document.State.ISSUED
    document.issued_at = datetime(2025, 11, 12, 15, 1, tzinfo=UTC)
    document.save(update_fields=["file", "state", "issued_at"])
    return document
