"""The newsletter in the demonstration: readers, an issue that went out, and a draft that waits for its words."""

from datetime import date, timedelta

from accounts.models import User
from campaign.newsletter.actions import issues as newsletter
from campaign.newsletter.actions import sending as newsletter_sending
from campaign.newsletter.actions import subscribers as newsletter_subscribers
from campaign.newsletter.models import Issue, PostalAddress, SubscriberCount
from campaign.newsletter.queries import issues, subscribers
from demonstration.calendar import on_day

_SUBJECT = "How a county finds its clinicians, and who pledged this autumn"
_INTRODUCTION = (
    "Dear readers,\n\n"
    "More agencies have taken the pledge since the summer, and the first of them are ready to be certified. In this issue: who "
    "they are, a program that answers calls without a badge, and the classes that still have seats.\n\n"
    "[How to start](https://www.theiacp.org/projects/one-mind-campaign)"
)
_SENDER = "One Mind Campaign (demonstration)\n1 Example Street\nSpringfield, VA 00000\nUnited States"
# How many there were at the end of each of the last months, the latest last: so many more than are there now.
_GROWTH = (8, 9, 11, 12, 12, 15, 17, 18, 19, 21, 22)
_READERS, _UNCONFIRMED = 24, 2
_DAYS_AGO = 34


def letters(today: date, administrator: User) -> str:
    """Readers, a sent issue and a draft. Made once; returns nothing to show."""
    if Issue.objects.exists():
        return ""
    PostalAddress.objects.create(pk=1, text=_SENDER)
    for number in range(_READERS):
        with on_day(today - timedelta(days=300 - number * 11)):
            _signs_up(f"reader{number}@example.org")
    for number in range(_UNCONFIRMED):
        newsletter_subscribers.sign_up(email=f"undecided{number}@example.org")
    for months, count in enumerate(reversed(_GROWTH), start=1):
        day = (today - timedelta(days=30 * months)).replace(day=28)
        SubscriberCount.objects.get_or_create(day=day, defaults={"confirmed": count})
    with on_day(today - timedelta(days=_DAYS_AGO)):
        _sent(administrator)
    newsletter.start_draft(by=administrator)
    return ""


def _signs_up(email: str) -> None:
    newsletter_subscribers.sign_up(email=email)
    subscriber = subscribers.by_address(email)
    if subscriber is not None:
        newsletter_subscribers.confirm(subscriber=subscriber)


def _sent(administrator: User) -> None:
    issue = newsletter.start_draft(by=administrator)
    issue = newsletter.edit(
        issue=issue,
        version=issue.version,
        subject=_SUBJECT,
        introduction=_INTRODUCTION,
        sections=[
            newsletter.SectionText(part.pk, part.heading, part.text, part.is_included)
            for part in issue.sections.all()
        ],
        by=administrator,
    )
    issue = newsletter_sending.send(
        issue=issue, version=issue.version, expected=subscribers.confirmed_count(), by=administrator
    )
    batch = 1
    while issues.progress(issue).waiting:
        newsletter_sending.send_batch(issue_id=issue.pk, run=issue.run, batch=batch)
        batch += 1
