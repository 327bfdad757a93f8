"""What an agency's letters have at their top."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies import queries
from agencies.actions.agency import lock_agency
from agencies.models import Agency, Letterhead
from agencies.permissions import Capability, require
from audit import trail
from common.problems import Refused, Stale
from common.text import paragraphs
from files.models import StoredFile
from files.pictures import NoPicture, for_paper

MOST_LINES = 8


def set_letterhead(
    *,
    agency: Agency,
    seen: int,
    picture: StoredFile | None,
    picture_name: str = "",
    lines: str = "",
    by: User,
) -> Letterhead | None:
    """Set what the agency's letters have at their top from now on, and return it; None while nothing was ever set.

    The ``picture`` is encoded again, as large as a paper shows it. ``seen`` is the number of the letterhead that the form was
    opened with, 0 for none: Stale when another was set since. NotAllowed unless ``by`` writes for the agency. Refused
    (field ``picture``) when no picture can be made of the file, and (field ``lines``) for more than MOST_LINES. Letters that
    were made or submitted keep theirs. Nothing is written when nothing differs. In order: stores the picture, writes a new
    row, records it.
    """
    text = "\n".join(line.strip() for line in paragraphs(lines).splitlines() if line.strip())
    if len(text.splitlines()) > MOST_LINES:
        raise Refused(_("A letterhead has up to %(most)s lines.") % {"most": MOST_LINES}, field="lines")
    # The same picture once more gives the same bytes. It takes a moment and runs outside the lock.
    shown = _for_paper(picture) if picture is not None else None
    with transaction.atomic():
        locked = lock_agency(agency)
        require(by, Capability.COMPLETION_DRAFT, locked)
        before = queries.letterhead(locked)
        if (before.pk if before is not None else 0) != seen:
            raise Stale(_("The letterhead was changed while you had this page open. Look at it again."))
        same = (before.picture if before is not None else None, before.lines if before is not None else "")
        if same == (shown, text):
            return before
        after = Letterhead.objects.create(
            agency=locked, picture=shown, picture_name=picture_name if shown else "", lines=text
        )
        details = {"sha256": shown.sha256} if shown is not None else {}
        trail.record("agencies.letterhead_set", by=by, subject=after, agency=locked, details=details)
        return after


def _for_paper(picture: StoredFile) -> StoredFile:
    try:
        return for_paper(picture)
    except NoPicture:
        raise Refused(
            _("This picture can't be printed. Save it as PNG or JPEG and send that."), field="picture"
        ) from None
