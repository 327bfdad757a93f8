"""The issues of the newsletter: for the archive, for the email and for the desk."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.text import Truncator

from campaign.newsletter.models import Issue, IssueDelivery, PostalAddress
from campaign.newsletter.states import PUBLIC, State
from common import markdown

_DELIVERY = IssueDelivery.State
# So long a delivery may be in hand before no one can be at it any more: a batch lasts minutes at most.
IN_HAND = timedelta(minutes=15)
LONGEST_SUMMARY = 280


@dataclass(frozen=True, slots=True)
class Part:
    """A section, ready to be drawn: ``text`` is Markdown."""

    kind: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class IssuePage:
    """An issue, ready to be drawn as a page or an email. ``day`` is when it went out, None before that."""

    public_id: str
    number: int | None
    subject: str
    introduction: str
    parts: tuple[Part, ...]
    day: datetime | None
    summary: str


@dataclass(frozen=True, slots=True)
class SentIssue:
    """An issue in the archive."""

    number: int
    subject: str
    summary: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the sending of an issue is. ``unclear``: in hand when a worker was lost; sent or not, no one knows."""

    total: int
    waiting: int
    in_hand: int
    sent: int
    refused: int
    gone: int
    unclear: int

    @property
    def done(self) -> int:
        return self.total - self.waiting - self.in_hand


def sent_issues() -> list[SentIssue]:
    """The issues that are on the web, the latest first: for the archive, the feed and the sitemap."""
    rows = _public().prefetch_related("sections").exclude(started_at=None).order_by("-number")
    return [
        SentIssue(row.number or 0, row.subject, _summary(row), row.started_at or row.created_at)
        for row in rows
    ]


def sent_issue(number: int) -> IssuePage | None:
    """The issue of this number, if it is on the web."""
    row = _public().prefetch_related("sections").filter(number=number).first()
    return page_of(row) if row is not None else None


def page_of(issue: Issue) -> IssuePage:
    """The issue as it will be read: what staff left out isn't in it."""
    return IssuePage(
        public_id=issue.public_id,
        number=issue.number,
        subject=issue.subject,
        introduction=issue.introduction,
        parts=tuple(
            Part(section.kind, section.heading, section.text)
            for section in issue.sections.all()
            if section.is_included
        ),
        day=issue.started_at,
        summary=_summary(issue),
    )


def issue(public_id: str) -> Issue:
    """One issue with its sections; Issue.DoesNotExist."""
    return Issue.objects.prefetch_related("sections").get(public_id=public_id)


def by_number(pk: int) -> Issue | None:
    """One issue with its sections, or None when it was discarded."""
    return Issue.objects.prefetch_related("sections").filter(pk=pk).first()


def issues() -> list[Issue]:
    """All issues for the desk, the latest first, each with ``was_sent``: to how many it went."""
    sent = Count("deliveries", filter=Q(deliveries__state=_DELIVERY.SENT))
    return list(Issue.objects.annotate(was_sent=sent).order_by("-created_at")[:200])


def progress(issue: Issue) -> Progress:
    """The sending in figures, in two statements."""
    counts = dict(
        IssueDelivery.objects.filter(issue=issue)
        .order_by()
        .values("state")
        .annotate(n=Count("pk"))
        .values_list("state", "n")
    )
    unclear = unclear_deliveries(issue).count()
    return Progress(
        total=sum(counts.values()),
        waiting=counts.get(_DELIVERY.WAITING.value, 0),
        in_hand=counts.get(_DELIVERY.CLAIMED.value, 0) - unclear,
        sent=counts.get(_DELIVERY.SENT.value, 0),
        refused=counts.get(_DELIVERY.REFUSED.value, 0),
        gone=counts.get(_DELIVERY.GONE.value, 0),
        unclear=unclear,
    )


def postal_address() -> tuple[str, ...]:
    """The lines of the sender's postal address; none while staff haven't given it."""
    text = PostalAddress.objects.values_list("text", flat=True).first() or ""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def unclear_deliveries(issue: Issue) -> QuerySet[IssueDelivery]:
    """Those that have been in hand for so long that the process that had them is gone."""
    before = timezone.now() - IN_HAND
    return IssueDelivery.objects.filter(issue=issue, state=_DELIVERY.CLAIMED, moved_at__lt=before)


def last_gathered() -> datetime | None:
    """Until when the latest issue that went out had gathered; None before the first."""
    row = _public().order_by("-gathered_at").first()
    return row.gathered_at if row is not None else None


def due(now: datetime) -> list[Issue]:
    """The scheduled issues whose time has come."""
    return list(Issue.objects.filter(state=State.SCHEDULED.value, send_at__lte=now))


def draft() -> Issue | None:
    """The draft, if there is one: there is never more than one."""
    return Issue.objects.filter(state=State.DRAFT.value).first()


def _public() -> QuerySet[Issue]:
    return Issue.objects.filter(state__in=[state.value for state in PUBLIC])


def _summary(issue: Issue) -> str:
    """What the issue is about, in a line: the introduction's first sentence behind the salutation, else the headings."""
    lines = markdown.paragraphs(issue.introduction)
    headings = (section.heading for section in issue.sections.all() if section.is_included)
    said = next((line for line in lines if not line.endswith((",", ":"))), "") or " · ".join(headings)
    return Truncator(said).chars(LONGEST_SUMMARY)
