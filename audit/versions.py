"""Two people at one form: the one who comes too late is told who was quicker, and nothing is overwritten unseen."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.queries import last_change
from common.models import Versioned
from common.problems import Conflict


def require_version(row: Versioned, version: int) -> None:
    """Conflict unless the row, which the caller holds locked, is still at the version that a form was opened with."""
    if row.version != version:
        raise overtaken(row)


def overtaken(row: Versioned) -> Conflict:
    """The Conflict that says who changed a row and when; in general words when its trail says nothing."""
    change = last_change(subject=row)
    if change is None:
        return Conflict(_("Another person has saved a change since you opened this page."))
    local = timezone.localtime(change.at)
    when = {"day": date_format(local, "DATE_FORMAT"), "time": date_format(local, "TIME_FORMAT")}
    if not change.who:
        return Conflict(
            _("Another person saved a change on %(day)s at %(time)s, after you opened this page.") % when
        )
    words = _("%(who)s saved a change on %(day)s at %(time)s, after you opened this page.")
    return Conflict(words % {"who": change.who, **when})


def save_next(row: Versioned, *fields: str) -> None:
    """Write a row that the caller holds locked, as its next version: the whole of it, or these fields alone."""
    row.version += 1
    row.save(update_fields=[*fields, "version", "updated_at"] if fields else None)
