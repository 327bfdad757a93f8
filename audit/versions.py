"""Two people at one form: what both changed is asked about with the name of the other, and nothing is overwritten unseen.

`common.forms.merging` says how two people's changes are merged; here stand the names, and the last word under the lock.
"""

from collections.abc import Callable
from typing import TypeVar

from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from audit.queries import changed_by, last_change
from common.forms.merging import MergedForm
from common.models import Versioned
from common.problems import Stale
from common.refusals import refusals_in

Form = TypeVar("Form", bound=MergedForm)
# A form is merged so many times when others save at the same moment. Then the page is shown.
ATTEMPTS = 3


def save_merged(
    form: Form,
    *,
    row: Model | None,
    by: Model,
    save: Callable[[Form], object],
    reopen: Callable[[Form], Form],
) -> tuple[Form, bool]:
    """Save a form with what others saved since its page was opened, and say whether it is saved.

    ``save`` calls the action, whose check of the version under the lock is the last word. When others saved in the very
    moment, ``reopen`` makes the same form (its ``sent_again``) of the row as it is now, and it is merged once more. The form
    that is returned is the one to show: it holds what is asked, and what was refused.
    """
    for attempt in range(ATTEMPTS):
        is_valid = form.is_valid()
        if (form.is_overtaken or form.questions) and row is not None:
            form.others = others_since(form, row=row, by=by)
        if not is_valid:
            return form, False
        try:
            with refusals_in(form, but=Stale):
                save(form)
                return form, True
            return form, False
        except Stale as stale:
            if attempt + 1 == ATTEMPTS:
                form.add_error(None, str(stale.message))
                return form, False
            form = reopen(form)
    return form, False


def others_since(form: MergedForm, *, row: Model, by: Model) -> str:
    """Who else has changed a row since the form's page was opened, by name; "You" where no one else did."""
    if form.opened_at is None:
        last = last_change(subject=row)
        return last.who if last is not None and last.who else _("Another person")
    people = changed_by(row, since=form.opened_at)
    names = [str(person) for person in people if person.pk != by.pk]
    if names:
        return get_text_list(names, _("and"))
    return _("You") if people else _("Another person")


def require_version(row: Versioned, version: int) -> None:
    """Stale unless the row, which the caller holds locked, is still at the version that a form was opened with."""
    if row.version != version:
        raise overtaken(row)


def overtaken(row: Model) -> Stale:
    """The Stale that says who changed a row and when; in general words when its trail says nothing."""
    change = last_change(subject=row)
    if change is None:
        return Stale(_("Another person has saved a change since you opened this page."))
    local = timezone.localtime(change.at)
    when = {"day": date_format(local, "DATE_FORMAT"), "time": date_format(local, "TIME_FORMAT")}
    if not change.who:
        return Stale(
            _("Another person saved a change on %(day)s at %(time)s, after you opened this page.") % when
        )
    words = _("%(who)s saved a change on %(day)s at %(time)s, after you opened this page.")
    return Stale(words % {"who": change.who, **when})


def save_next(row: Versioned, *fields: str) -> None:
    """Write a row that the caller holds locked, as its next version: the whole of it, or these fields alone."""
    row.version += 1
    row.save(update_fields=[*fields, "version", "updated_at"] if fields else None)
