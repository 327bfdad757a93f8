"""What the pages of relayed questions read. No value that a page gets holds an email address."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Count, QuerySet, Value, When
from django.utils import timezone

from accounts.models import User
from agencies import queries as agencies
from agencies.models import Agency
from campaign.conversations.models import AbuseReport, BlockedSender, Conversation, ConversationMessage, Side
from campaign.conversations.states import RELAYED, State
from common import tokens
from pledges.queries import public_pledges


@dataclass(frozen=True, slots=True)
class Line:
    """One message as a page shows it. ``who`` is a name; ``mine`` says whether the reader's own side wrote it."""

    who: str
    text: str
    at: datetime
    mine: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation in an agency's list."""

    public_id: str
    subject: str
    who: str
    organization: str
    state: str
    state_label: str
    moved_at: datetime
    messages: int


def takes_questions(agency: Agency) -> bool:
    """Whether the agency has said so, is open, stands in the public register, and has a lead who is told of questions."""
    return (
        agency.accepts_messages
        and not agency.is_suspended
        and public_pledges().filter(agency=agency).exists()
        and bool(agencies.leads(agency))
    )


def agency_to_ask(public_id: str) -> Agency | None:
    """The agency of this name if it takes questions; None for every other, as for one that isn't there."""
    agency = Agency.objects.filter(public_id=public_id).first()
    return agency if agency is not None and takes_questions(agency) else None


def by_confirm_key(key: str) -> Conversation | None:
    """The conversation whose address this link confirms, whatever became of it."""
    return tokens.find(_rows(), "confirm_hash", key)


def by_follow_key(key: str) -> Conversation | None:
    """The relayed conversation that this link lets its sender read."""
    return tokens.find(_relayed(), "follow_hash", key)


def by_number(pk: int) -> Conversation | None:
    """One conversation with its agency, or None when it was deleted."""
    return _rows().filter(pk=pk).first()


def message(pk: int) -> ConversationMessage | None:
    """One message with its conversation and agency, or None when it was deleted."""
    return ConversationMessage.objects.select_related("conversation__agency").filter(pk=pk).first()


def of_agency(agency: Agency) -> list[Row]:
    """The agency's conversations: those that wait for it first, then the latest."""
    waits_first = Case(When(state=State.WAITING.value, then=Value(0)), default=Value(1))
    rows = _relayed().filter(agency=agency).annotate(said=Count("messages"))
    return [
        Row(
            public_id=row.public_id,
            subject=row.subject,
            who=row.sender_name,
            organization=row.sender_organization,
            state=row.state,
            state_label=str(row.get_state_display()),
            moved_at=row.moved_at,
            messages=row.said,
        )
        for row in rows.order_by(waits_first, "-moved_at")[:200]
    ]


def conversation_of(agency: Agency, public_id: str) -> Conversation:
    """One of the agency's conversations; Conversation.DoesNotExist for another agency's and an unconfirmed one."""
    return _relayed().get(agency=agency, public_id=public_id)


def lines(conversation: Conversation, *, reader: Side) -> list[Line]:
    """What was said, the oldest first. The sender reads the agency's name; the agency also reads which member wrote."""
    said = ConversationMessage.objects.filter(conversation=conversation).select_related("by").order_by("pk")
    return [Line(_who(row, conversation, reader), row.text, row.at, row.side == reader.value) for row in said]


def is_blocked(mark: str) -> bool:
    """Whether questions from this address are dropped."""
    return BlockedSender.objects.filter(mark=mark).exists()


def asked_lately(mark: str, *, hours: int = 24) -> int:
    """How many questions this address was given for within these hours, confirmed or not."""
    since = timezone.now() - timedelta(hours=hours)
    return Conversation.objects.filter(sender_mark=mark, created_at__gte=since).count()


def waiting_for(agency: Agency) -> QuerySet[Conversation]:
    """The questions that wait for an answer of the agency, to be counted."""
    return Conversation.objects.filter(agency=agency, state=State.WAITING.value)


def unsettled() -> QuerySet[AbuseReport]:
    """The reports that no one has settled, to be counted."""
    return AbuseReport.objects.filter(settled_at__isnull=True)


def open_reports() -> list[AbuseReport]:
    """The reports that no one has settled, the oldest first, with their conversations."""
    return list(_reports().filter(settled_at__isnull=True).order_by("created_at"))


def settled_reports(limit: int = 20) -> list[AbuseReport]:
    """The reports that were settled last."""
    return list(_reports().filter(settled_at__isnull=False).order_by("-settled_at")[:limit])


def report(public_id: str) -> AbuseReport:
    """One report with its conversation; AbuseReport.DoesNotExist."""
    return _reports().get(public_id=public_id)


def has_open_report(conversation: Conversation, side: Side) -> bool:
    """Whether this side has reported the conversation, and no one has settled it yet."""
    return AbuseReport.objects.filter(
        conversation=conversation, side=side.value, settled_at__isnull=True
    ).exists()


def agencies_written_to(mark: str) -> list[Agency]:
    """The agencies that the sender with this mark has conversations with."""
    return list(Agency.objects.filter(conversations__sender_mark=mark).distinct().order_by("pk"))


def agencies_by_mark(marks: list[str]) -> dict[str, list[Agency]]:
    """The agencies that each of these senders has conversations with, by the sender's mark; one query."""
    found: dict[str, list[Agency]] = {}
    for one in Conversation.objects.filter(sender_mark__in=marks).select_related("agency").order_by("pk"):
        found.setdefault(one.sender_mark, []).append(one.agency)
    return found


def blocked_senders() -> list[BlockedSender]:
    """Who may not ask any more, by mark alone, the latest first."""
    return list(BlockedSender.objects.select_related("by").order_by("-created_at")[:200])


def blocked_sender(public_id: str) -> BlockedSender:
    """One block; BlockedSender.DoesNotExist."""
    return BlockedSender.objects.get(public_id=public_id)


def _rows() -> QuerySet[Conversation]:
    return Conversation.objects.select_related("agency")


def _relayed() -> QuerySet[Conversation]:
    return _rows().filter(state__in=[state.value for state in RELAYED])


def _reports() -> QuerySet[AbuseReport]:
    return AbuseReport.objects.select_related("conversation__agency", "settled_by")


def _who(row: ConversationMessage, conversation: Conversation, reader: Side) -> str:
    if row.side == Side.SENDER.value:
        return conversation.sender_name
    author: User | None = row.by
    if reader is Side.AGENCY and author is not None:
        return f"{author.name}, {conversation.agency.name}" if author.name else conversation.agency.name
    return conversation.agency.name
