"""Sending an issue: in batches, each subscriber at most once, whatever is killed when.

Before an email is handed to the mail server, its delivery is marked as in hand, and afterwards as sent. A worker that dies
in between leaves it in hand: no one knows whether it went out, so it isn't sent again unless staff say so.
"""

from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Capability, require
from audit import trail
from campaign.newsletter.actions.issues import lock, ready, step
from campaign.newsletter.actions.subscribers import refresh_leave_key
from campaign.newsletter.emails import issue_message
from campaign.newsletter.models import Issue, IssueDelivery, Subscriber
from campaign.newsletter.queries import issues as queries
from campaign.newsletter.queries.issues import IssuePage
from campaign.newsletter.states import State, Transition
from common.open_actions import OpenTo, open_to
from common.problems import Conflict
from outbox.post import post

_DELIVERY = IssueDelivery.State
# A mail server that says "later" as often as this about one address is taken at its word: not today.
MOST_ATTEMPTS = 8


def send(*, issue: Issue, version: int, expected: int, by: User) -> Issue:
    """Begin to send a draft, and return the issue.

    Conflict when it isn't a draft any more, was saved since, or the number of subscribers isn't ``expected``; Refused while
    there is no postal address. In order: writes a delivery for each subscriber, number, state and moment, records it, posts
    the first batch.
    """
    with transaction.atomic():
        require(by, Capability.NEWSLETTER_SEND)
        locked = lock(issue)
        if locked.version != version:
            raise Conflict(_("This draft was saved since you opened it. Look at it again, then send it."))
        ready(locked, expected)
        return _start(locked, by)


@open_to(OpenTo.SYSTEM)
def start_due(*, now: datetime) -> int:
    """Begin to send the scheduled issues whose time has come; returns how many. Side effects as of ``send``.

    None while there is no postal address: the desk says so, and they go out once it is given.
    """
    if not queries.postal_address():
        return 0
    started = 0
    for issue in queries.due(now):
        with transaction.atomic():
            locked = lock(issue)
            if locked.standing is State.SCHEDULED and locked.send_at is not None and locked.send_at <= now:
                _start(locked, None)
                started += 1
    return started


def pause(*, issue: Issue, by: User) -> Issue:
    """Hold the sending after the email that is in hand, and return the issue. Conflict when it isn't being sent.

    In order: writes the state, records it.
    """
    with transaction.atomic():
        require(by, Capability.NEWSLETTER_SEND)
        locked = lock(issue)
        step(locked, Transition.PAUSE)
        trail.record("campaign.newsletter_paused", by=by, subject=locked)
        return locked


@open_to(OpenTo.SYSTEM)
def hold(*, issue_id: int, run: int) -> None:
    """Pause a run that can't go on: nothing for an issue that isn't being sent, or for an earlier run.

    In order: writes the state, records it as the portal's own doing.
    """
    with transaction.atomic():
        locked = lock(Issue(pk=issue_id))
        if locked.run == run and locked.standing is State.SENDING:
            step(locked, Transition.PAUSE)
            trail.record("campaign.newsletter_paused", by=None, subject=locked)


def resume(*, issue: Issue, by: User) -> Issue:
    """Go on with the sending, and return the issue. Conflict when it isn't paused.

    In order: writes the state, records it, posts the next batch.
    """
    with transaction.atomic():
        require(by, Capability.NEWSLETTER_SEND)
        locked = lock(issue)
        step(locked, Transition.RESUME)
        trail.record("campaign.newsletter_resumed", by=by, subject=locked)
        _next_run(locked)
        return locked


def stop(*, issue: Issue, by: User) -> Issue:
    """End the sending for good, and return the issue: it leaves the archive, and no one else gets it.

    Conflict when it isn't being sent. In order: writes the state, records it with how many had got it.
    """
    with transaction.atomic():
        require(by, Capability.NEWSLETTER_SEND)
        locked = lock(issue)
        locked.finished_at = timezone.now()
        step(locked, Transition.STOP, "finished_at")
        trail.record("campaign.newsletter_stopped", by=by, subject=locked, details=_figures(locked))
        return locked


def retry_unclear(*, issue: Issue, by: User) -> int:
    """Send again to those of whom no one knows whether they got it; returns how many. Some may get it twice.

    Conflict when nothing is unclear. In order: writes the deliveries and the state, records it, posts a batch.
    """
    with transaction.atomic():
        require(by, Capability.NEWSLETTER_SEND)
        locked = lock(issue)
        again = queries.unclear_deliveries(locked).update(state=_DELIVERY.WAITING, moved_at=timezone.now())
        if not again:
            raise Conflict(_("No delivery is unclear any more."))
        step(locked, Transition.RETRY)
        trail.record("campaign.newsletter_retried", by=by, subject=locked, details={"deliveries": again})
        _next_run(locked)
        return again


@open_to(OpenTo.SYSTEM)
def send_batch(*, issue_id: int, run: int, batch: int) -> None:
    """Send the issue to the next few, then post the next batch, or finish when no one is left.

    Does nothing for an issue that isn't being sent, and for a batch of an earlier run. Raises when the mail server fails:
    the outbox tries the batch again. In order, for each delivery: marks it as in hand, sends the email, marks it as sent.
    """
    issue = Issue.objects.prefetch_related("sections").filter(pk=issue_id, **_at_it(run)).first()
    if issue is None:
        return
    page, sender = queries.page_of(issue), queries.postal_address()
    connection = get_connection(fail_silently=False)
    # Before anything is in hand: a server that can't be reached leaves nothing unclear.
    connection.open()
    try:
        for pk in _next_few(issue):
            if not _claim(pk, run):
                continue
            _deliver(pk, page, sender, connection)
    finally:
        connection.close()
    with transaction.atomic():
        locked = lock(issue)
        if locked.run != run or locked.standing is not State.SENDING:
            return
        if IssueDelivery.objects.filter(issue=locked, state=_DELIVERY.WAITING).exists():
            _post_batch(locked, batch + 1, timedelta(seconds=settings.NEWSLETTER_PAUSE_SECONDS))
        else:
            _finish(locked)


def _start(locked: Issue, by: User | None) -> Issue:
    """What sending begins with, for an issue that the caller has locked."""
    locked.number = 1 + (Issue.objects.aggregate(last=Max("number"))["last"] or 0)
    locked.started_at = timezone.now()
    step(locked, Transition.START, "number", "started_at")
    people = Subscriber.objects.filter(confirmed_at__isnull=False).order_by("pk").values_list("pk", flat=True)
    IssueDelivery.objects.bulk_create(
        (IssueDelivery(issue=locked, subscriber_id=pk) for pk in people.iterator()), batch_size=2000
    )
    locked.recipients = IssueDelivery.objects.filter(issue=locked).count()
    locked.save(update_fields=["recipients", "updated_at"])
    trail.record(
        "campaign.newsletter_sending", by=by, subject=locked, details={"recipients": locked.recipients}
    )
    _next_run(locked)
    return locked


def _next_run(locked: Issue) -> None:
    locked.run += 1
    locked.save(update_fields=["run", "updated_at"])
    _post_batch(locked, 1, timedelta())


def _post_batch(locked: Issue, batch: int, due_in: timedelta) -> None:
    post(
        "campaign.newsletter_batch",
        key=f"{locked.pk}:{locked.run}:{batch}",
        due_in=due_in,
        issue_id=locked.pk,
        run=locked.run,
        batch=batch,
    )


def _finish(locked: Issue) -> None:
    locked.finished_at = timezone.now()
    step(locked, Transition.FINISH, "finished_at")
    trail.record("campaign.newsletter_sent", by=None, subject=locked, details=_figures(locked))


def _figures(issue: Issue) -> dict[str, int]:
    found = queries.progress(issue)
    return {"sent": found.sent, "refused": found.refused, "waiting": found.waiting}


def _at_it(run: int) -> dict[str, str | int]:
    return {"state": State.SENDING.value, "run": run}


def _next_few(issue: Issue) -> list[int]:
    waiting = IssueDelivery.objects.filter(issue=issue, state=_DELIVERY.WAITING).order_by("attempts", "pk")
    return list(waiting.values_list("pk", flat=True)[: settings.NEWSLETTER_BATCH])


def _claim(pk: int, run: int) -> bool:
    """Mark one as in hand, unless someone else has it, its subscriber has left, or the sending was held."""
    free = IssueDelivery.objects.filter(
        pk=pk,
        state=_DELIVERY.WAITING,
        subscriber__isnull=False,
        issue__in=Issue.objects.filter(state=State.SENDING.value, run=run),
    )
    taken = free.update(state=_DELIVERY.CLAIMED, moved_at=timezone.now(), attempts=F("attempts") + 1)
    return taken == 1


def _deliver(pk: int, page: IssuePage, sender: tuple[str, ...], connection: BaseEmailBackend) -> None:
    delivery = IssueDelivery.objects.select_related("subscriber").get(pk=pk)
    if delivery.subscriber is None:
        return _mark(pk, _DELIVERY.GONE)
    refresh_leave_key(delivery.subscriber)
    message = issue_message(page, delivery.subscriber, sender)
    try:
        connection.send_messages([message])
    except (SMTPRecipientsRefused, SMTPResponseException) as refusal:
        # The server has answered, and hasn't taken it. Any other error may have come after it had.
        if _is_for_good(refusal) or delivery.attempts >= MOST_ATTEMPTS:
            return _mark(pk, _DELIVERY.REFUSED)
        _mark(pk, _DELIVERY.WAITING)
        raise
    _mark(pk, _DELIVERY.SENT)
    return None


def _is_for_good(refusal: SMTPRecipientsRefused | SMTPResponseException) -> bool:
    """Whether the server will never take this email for this address. Trouble with us, such as a password, may be fixed."""
    if isinstance(refusal, SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in refusal.recipients.values())
    return isinstance(refusal, SMTPDataError) and refusal.smtp_code >= 500


def _mark(pk: int, state: IssueDelivery.State) -> None:
    IssueDelivery.objects.filter(pk=pk).update(state=state, moved_at=timezone.now())
