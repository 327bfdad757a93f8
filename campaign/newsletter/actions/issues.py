"""Writing an issue of the newsletter: from the draft that gathers itself to the hour it is to go out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Capability, require
from audit import trail
from audit.versions import require_version
from campaign.newsletter.models import Issue, IssueSection
from campaign.newsletter.queries import issues as queries
from campaign.newsletter.queries import subscribers
from campaign.newsletter.queries.gathering import gather
from campaign.newsletter.states import MACHINE, Transition
from common.open_actions import OpenTo, open_to
from common.problems import Conflict, Refused
from outbox.post import post

# The first issue looks back as far as this.
FIRST_LOOKS_BACK = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class SectionText:
    """What staff have made of a section."""

    pk: int
    heading: str
    text: str
    is_included: bool


def start_draft(*, by: User) -> Issue:
    """Start an issue with what happened since the last one, and return it.

    Conflict when there is a draft already. In order: writes the issue and its sections, records it.
    """
    with transaction.atomic():
        require(by, Capability.NEWSLETTER_SEND)
        trail.hold()
        if queries.draft() is not None:
            raise Conflict(gettext_lazy("There is a draft already. Finish or discard that one first."))
        until = timezone.now()
        since = queries.last_gathered() or until - FIRST_LOOKS_BACK
        month = date_format(timezone.localtime(until), "YEAR_MONTH_FORMAT")
        issue = Issue.objects.create(
            subject=_("One Mind Campaign: %(month)s") % {"month": month}, since=since, gathered_at=until
        )
        IssueSection.objects.bulk_create(
            IssueSection(issue=issue, kind=part.kind, heading=part.heading, text=part.text, position=number)
            for number, part in enumerate(gather(since=since, until=until))
        )
        trail.record("campaign.newsletter_started", by=by, subject=issue)
        return issue


def edit(
    *,
    issue: Issue,
    version: int,
    subject: str,
    introduction: str,
    sections: Sequence[SectionText],
    by: User,
) -> Issue:
    """Write the draft's words, with its sections in the order given, and return it.

    Conflict when it isn't a draft any more, or someone has saved it since ``version``. Sections that aren't the issue's
    are passed over. In order: writes the issue and its sections, records it.
    """
    with transaction.atomic():
        require(by, Capability.NEWSLETTER_SEND)
        locked = _editable(issue, version)
        locked.subject = " ".join(subject.split())
        locked.introduction = introduction.replace("\r\n", "\n").strip()
        locked.version += 1
        locked.save(update_fields=["subject", "introduction", "version", "updated_at"])
        own = {section.pk: section for section in locked.sections.all()}
        for number, said in enumerate(said for said in sections if said.pk in own):
            section = own[said.pk]
            section.heading, section.text = (
                " ".join(said.heading.split()),
                said.text.replace("\r\n", "\n").strip(),
            )
            section.is_included, section.position = said.is_included, number
            section.save(update_fields=["heading", "text", "is_included", "position"])
        trail.record("campaign.newsletter_edited", by=by, subject=locked)
        return locked


def add_section(*, issue: Issue, by: User) -> IssueSection:
    """Put an empty section of staff's own at the end of the draft, and return it.

    Conflict when it isn't a draft any more. In order: writes the section, records it.
    """
    with transaction.atomic():
        require(by, Capability.NEWSLETTER_SEND)
        locked = _editable(issue, None)
        section = IssueSection.objects.create(
            issue=locked,
            heading=_("New section"),
            position=1 + max((known.position for known in locked.sections.all()), default=0),
        )
        trail.record("campaign.newsletter_edited", by=by, subject=locked)
        return section


def discard(*, issue: Issue, by: User) -> None:
    """Delete a draft. Conflict when it isn't one any more. In order: records it, deletes the issue and its sections."""
    with transaction.atomic():
        require(by, Capability.NEWSLETTER_SEND)
        locked = _editable(issue, None)
        trail.record("campaign.newsletter_discarded", by=by, subject=locked)
        locked.delete()


def try_out(*, issue: Issue, by: User) -> None:
    """Send the issue as it stands to the person who asks, marked as a trial. In order: records it, posts the email."""
    with transaction.atomic():
        require(by, Capability.NEWSLETTER_SEND)
        entry = trail.record("campaign.newsletter_tried", by=by, subject=issue)
        post("campaign.newsletter_trial", key=str(entry.pk), issue_id=issue.pk, user_id=by.pk)


def schedule(*, issue: Issue, version: int, at: datetime, expected: int, by: User) -> Issue:
    """Have the issue sent by itself at a time to come, and return it.

    Conflict when it isn't a draft any more, was saved since, or the number of subscribers isn't ``expected``; Refused for
    a time that is past, and while there is no postal address. In order: writes the state and the time, records it.
    """
    with transaction.atomic():
        require(by, Capability.NEWSLETTER_SEND)
        locked = _editable(issue, version)
        if at <= timezone.now():
            raise Refused(gettext_lazy("Choose a time in the future."), field="at")
        ready(locked, expected)
        locked.send_at = at
        step(locked, Transition.SCHEDULE, "send_at")
        trail.record(
            "campaign.newsletter_scheduled", by=by, subject=locked, details={"send_at": at.isoformat()}
        )
        return locked


def take_back(*, issue: Issue, by: User) -> Issue:
    """Make a scheduled issue a draft again, and return it.

    Conflict when it isn't scheduled any more, or there is another draft. In order: writes the state, records it.
    """
    with transaction.atomic():
        require(by, Capability.NEWSLETTER_SEND)
        locked = lock(issue)
        if queries.draft() is not None:
            raise Conflict(gettext_lazy("There is another draft. Finish or discard that one first."))
        locked.send_at = None
        step(locked, Transition.TAKE_BACK, "send_at")
        trail.record("campaign.newsletter_taken_back", by=by, subject=locked)
        return locked


@open_to(OpenTo.PART)
def lock(issue: Issue) -> Issue:
    """The issue, for this transaction alone; Conflict when it is gone."""
    trail.hold()
    found = Issue.objects.select_for_update(of=("self",)).filter(pk=issue.pk).first()
    if found is None:
        raise Conflict(gettext_lazy("This issue has been discarded."))
    return found


@open_to(OpenTo.PART)
def step(locked: Issue, taken: Transition, *fields: str) -> None:
    """Take a step in the table and save it with these fields; Conflict when the issue has moved on."""
    moved = gettext_lazy("The issue has changed since you opened the page. Check its current status.")
    MACHINE.move(locked, taken, closed=lambda _state: Conflict(moved))
    locked.save(update_fields=["state", *fields, "updated_at"])


@open_to(OpenTo.PART)
def ready(locked: Issue, expected: int) -> None:
    """Refused unless the issue says something, its sender's postal address is known, and someone has confirmed the number."""
    if not locked.introduction and not any(part.is_included for part in locked.sections.all()):
        raise Refused(gettext_lazy("The issue is empty. Write an introduction, or include a section."))
    if not queries.postal_address():
        raise Refused(
            gettext_lazy(
                "Enter the campaign's postal address first. It must appear at the bottom of each email."
            )
        )
    actual = subscribers.confirmed_count()
    if not actual:
        raise Refused(gettext_lazy("No one has subscribed yet."))
    if actual != expected:
        words = gettext_lazy("The number of subscribers is %(number)d now. Please confirm that number.")
        raise Conflict(words % {"number": actual}, field="expected")


def _editable(issue: Issue, version: int | None) -> Issue:
    locked = lock(issue)
    moved = gettext_lazy("This issue is no longer a draft, so its text can't be changed.")
    MACHINE.move(locked, Transition.EDIT, closed=lambda _state: Conflict(moved))
    if version is not None:
        require_version(locked, version)
    return locked
