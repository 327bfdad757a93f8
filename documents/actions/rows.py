"""What the actions share: putting a paper into the queue, and telling the agency's people."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies import queries as agencies
from audit import trail
from audit.seals import DETAIL
from common.open_actions import OpenTo, open_to
from common.problems import Refused
from documents import messages
from documents.content import ContentTooLong, Paper
from documents.models import REASON_MAX, Document, NumberSeries
from documents.seals import digest_of
from outbox.post import post, post_many
from pledges.models import Completion


@open_to(OpenTo.PART)
def queue(
    document: Document, paper: Paper, *, completion: Completion, digest: str, by: User | None, on: date
) -> Document:
    """Freeze what a new document says, record it with its digest, and post its rendering.

    The completion is locked by the caller.
    """
    document.kind = paper.KIND
    document.language = paper.language
    document.agency = completion.agency
    document.completion = completion
    document.dated_on = on
    document.content = paper.to_data()
    document.content_digest = digest
    document.requested_by = by
    document.save(force_insert=True)
    trail.record(
        f"documents.{document.kind}_asked_for",
        by=by,
        subject=document,
        agency=completion.agency,
        details={**({"number": document.number} if document.number else {}), DETAIL: digest_of(document)},
    )
    post("documents.render", key=str(document.pk), document_id=document.pk)
    return document


@open_to(OpenTo.PART)
def next_number(kind: NumberSeries.Kind, on: date) -> int:
    """The next number of the year: one after the other without a gap, since a refusal gives it back."""
    # Every approval has written the trail by now, and a reissue hasn't: without this the two could wait for each other.
    trail.hold()
    NumberSeries.objects.get_or_create(kind=kind, year=on.year)
    series = NumberSeries.objects.select_for_update().get(kind=kind, year=on.year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


@open_to(OpenTo.PART)
def next_letter_number(on: date) -> str:
    """The number of the next letter, such as ``2026-0012``."""
    return f"{on.year}-{next_number(NumberSeries.Kind.LETTERS, on):04d}"


@open_to(OpenTo.PART)
def tell_agency(kind: str, document: Document, *, not_before: datetime | None = None) -> None:
    """Post one email about a paper to each lead and signatory of its agency; a second call posts nothing more."""
    held = max(not_before - timezone.now(), timedelta()) if not_before is not None else timedelta()
    post_many(
        f"documents.{kind}",
        [
            (f"{document.pk}:{person.pk}", held, {"document_id": document.pk, "user_id": person.pk})
            for person in agencies.speakers(document.agency)
        ],
    )


@open_to(OpenTo.PART)
def too_long(error: ContentTooLong) -> Refused:
    """The refusal of a paper that would be too long, in words for the person who can shorten it."""
    return Refused(messages.too_long(error))


@open_to(OpenTo.PART)
def require_reason(reason: str) -> str:
    """The reason without the spaces around it; Refused without one, or when there is no room to keep it whole."""
    said = reason.strip()
    if not said:
        raise Refused(_("Give the reason. It is kept with the certificate."), field="reason")
    if len(said) > REASON_MAX:
        raise Refused(
            _("Give the reason in at most %(limit)s characters.") % {"limit": REASON_MAX}, field="reason"
        )
    return said
