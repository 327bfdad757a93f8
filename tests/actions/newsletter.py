"""The newsletter: the neighbor is another reader, and an issue that was sent before."""

from datetime import timedelta

from django.utils import timezone

from campaign.newsletter.actions import issues as newsletter
from campaign.newsletter.actions import sending as newsletter_sending
from campaign.newsletter.actions import subscribers as newsletter_subscribers
from campaign.newsletter.models import Issue, IssueDelivery, Subscriber
from campaign.newsletter.queries import subscribers as queries
from tests.actions.stage import Arguments, Scene, now, row
from tests.newsletter.issues import asked, begin, draft, subscribed


def _reader(s: Scene) -> Subscriber:
    return subscribed(f"{s.name.lower()}@example.net")


def _draft(s: Scene) -> Issue:
    """A draft; the neighbor's was stopped while it was sent, since there is one draft at a time."""
    _reader(s)
    issue = draft(s.administrator)
    if not s.mine:
        newsletter_sending.stop(issue=begin(issue, s.administrator), by=s.administrator)
    issue.refresh_from_db()
    return issue


def _sending(s: Scene) -> Issue:
    _reader(s)
    return begin(draft(s.administrator), s.administrator)


def _paused(s: Scene) -> Issue:
    return newsletter_sending.pause(issue=_sending(s), by=s.administrator)


def _scheduled(s: Scene) -> Issue:
    _reader(s)
    issue = draft(s.administrator)
    return newsletter.schedule(
        issue=issue, version=issue.version, at=timezone.now() + timedelta(days=1), expected=queries.confirmed_count(),
        by=s.administrator,
    )  # fmt: skip


@row(newsletter.start_draft, "campaign.newsletter_started: new Issue, of no agency")
def _start_draft(s: Scene) -> Arguments:
    if not s.mine:
        _draft(s)
    return {"by": s.administrator}


@row(newsletter.edit, "campaign.newsletter_edited: issue, of no agency")
def _edit(s: Scene) -> Arguments:
    issue = _draft(s)
    return {
        "issue": issue, "version": issue.version, "subject": "News", "introduction": "Hello.", "sections": [],
        "by": s.administrator,
    }  # fmt: skip


@row(newsletter.add_section, "campaign.newsletter_edited: issue, of no agency")
def _add_section(s: Scene) -> Arguments:
    return {"issue": _draft(s), "by": s.administrator}


@row(newsletter.discard, "campaign.newsletter_discarded: issue, of no agency")
def _discard(s: Scene) -> Arguments:
    return {"issue": _draft(s), "by": s.administrator}


@row(newsletter.try_out, "campaign.newsletter_tried: issue, of no agency", "> campaign.newsletter_trial")
def _try_out(s: Scene) -> Arguments:
    return {"issue": _draft(s), "by": s.administrator}


@row(newsletter.schedule, "campaign.newsletter_scheduled: issue, of no agency")
def _schedule(s: Scene) -> Arguments:
    issue = _draft(s)
    return {
        "issue": issue, "version": issue.version, "at": timezone.now() + timedelta(days=1),
        "expected": queries.confirmed_count(), "by": s.administrator,
    }  # fmt: skip


@row(newsletter.take_back, "campaign.newsletter_taken_back: issue, of no agency")
def _take_back(s: Scene) -> Arguments:
    return {"issue": _scheduled(s), "by": s.administrator}


@row(
    newsletter_sending.send, "campaign.newsletter_sending: issue, of no agency", "> campaign.newsletter_batch"
)
def _send(s: Scene) -> Arguments:
    issue = _draft(s)
    return {
        "issue": issue,
        "version": issue.version,
        "expected": queries.confirmed_count(),
        "by": s.administrator,
    }


@row(
    newsletter_sending.start_due,
    "campaign.newsletter_sending: its Issue, of no agency",
    "> campaign.newsletter_batch",
)
def _start_due(s: Scene) -> Arguments:
    issue = _scheduled(s)
    s.due.append(issue)
    if s.mine:
        Issue.objects.filter(pk=issue.pk).update(send_at=timezone.now())
    return {"now": now()}


@row(newsletter_sending.pause, "campaign.newsletter_paused: issue, of no agency")
def _pause(s: Scene) -> Arguments:
    return {"issue": _sending(s), "by": s.administrator}


@row(newsletter_sending.hold, "campaign.newsletter_paused: its Issue, of no agency")
def _hold(s: Scene) -> Arguments:
    issue = _sending(s)
    s.due.append(issue)
    return {"issue_id": issue.pk, "run": issue.run}


@row(
    newsletter_sending.resume,
    "campaign.newsletter_resumed: issue, of no agency",
    "> campaign.newsletter_batch",
)
def _resume(s: Scene) -> Arguments:
    return {"issue": _paused(s), "by": s.administrator}


@row(newsletter_sending.stop, "campaign.newsletter_stopped: issue, of no agency")
def _stop(s: Scene) -> Arguments:
    return {"issue": _sending(s), "by": s.administrator}


@row(
    newsletter_sending.retry_unclear,
    "campaign.newsletter_retried: issue, of no agency",
    "> campaign.newsletter_batch",
)
def _retry_unclear(s: Scene) -> Arguments:
    issue = _sending(s)
    Issue.objects.filter(pk=issue.pk).update(state="sent")
    IssueDelivery.objects.filter(issue=issue).update(
        state=IssueDelivery.State.CLAIMED, moved_at=timezone.now() - timedelta(days=1)
    )
    return {"issue": issue, "by": s.administrator}


@row(newsletter_sending.send_batch, "campaign.newsletter_sent: its Issue, of no agency")
def _send_batch(s: Scene) -> Arguments:
    issue = _sending(s)
    s.due.append(issue)
    return {"issue_id": issue.pk, "run": issue.run, "batch": 1}


@row(
    newsletter_subscribers.sign_up,
    "campaign.newsletter_asked: new Subscriber, of no agency",
    "> campaign.newsletter_confirm",
)
def _sign_up(s: Scene) -> Arguments:
    if not s.mine:
        asked(f"{s.name.lower()}@example.net")
    return {"email": f"{s.name.lower()}@example.net"}


@row(newsletter_subscribers.confirm, "campaign.newsletter_confirmed: subscriber, of no agency")
def _confirm(s: Scene) -> Arguments:
    return {"subscriber": asked(f"{s.name.lower()}@example.net")}


@row(newsletter_subscribers.leave, "campaign.newsletter_removed: subscriber, of no agency")
def _leave(s: Scene) -> Arguments:
    subscriber = _reader(s)
    if s.mine:
        begin(draft(s.administrator), s.administrator)
    return {"subscriber": subscriber, "by": s.administrator}


@row(newsletter_subscribers.refresh_leave_key)
def _refresh_leave_key(s: Scene) -> Arguments:
    subscriber = _reader(s)
    subscriber.leave_hash = f"old {subscriber.pk}"
    subscriber.save(update_fields=["leave_hash"])
    return {"subscriber": subscriber}


@row(newsletter_subscribers.export, "campaign.newsletter_exported: subscriber, of no agency")
def _export(s: Scene) -> Arguments:
    return {"subscriber": _reader(s), "by": s.administrator}


@row(newsletter_subscribers.purge_unconfirmed, "campaign.newsletter_expired: its Subscriber, of no agency")
def _forget(s: Scene) -> Arguments:
    subscriber = asked(f"{s.name.lower()}@example.net")
    subscriber.expires_at = now() - timedelta(days=4, hours=1 if s.mine else -1)
    subscriber.save(update_fields=["expires_at"])
    s.due.append(subscriber)
    return {"now": now()}


@row(newsletter_subscribers.count)
def _count(s: Scene) -> Arguments:
    _reader(s)
    return {}
