"""What an action refuses, shown beside the form that asked for it: the page keeps what was typed."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.forms import BaseForm

from common.forms.merging import OVERTAKEN
from common.problems import Refused

_CODE = "refused"


@contextmanager
def refusals_in(form: BaseForm, *, but: type[Refused] | None = None) -> Iterator[None]:
    """Turn a Refused raised inside into an error of the form: of the field that it names if the form has it.

    One of the kind ``but`` is raised on.

    Inside stand the action and what follows when it succeeds, up to the ``return redirect(...)``; after it, the page
    with the form, answered with `status_of`.
    """
    try:
        yield
    except Refused as refusal:
        if but is not None and isinstance(refusal, but):
            raise
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, ValidationError(str(refusal), code=_CODE))


def status_of(form: BaseForm) -> int:
    """The status of the page with the form: 409 when an action refused what it asks or others saved first, else 200."""
    errors = (error for messages in form.errors.as_data().values() for error in messages)
    return 409 if any(error.code in {_CODE, OVERTAKEN} for error in errors) else 200


def conflict_or_unprocessable(form: BaseForm) -> int:
    """The status of the page with the form: 409 as for `status_of`, else 422 with errors, and 200 without."""
    return 409 if status_of(form) == HTTPStatus.CONFLICT else unprocessable_or_ok(form)


def unprocessable_or_ok(form: BaseForm) -> HTTPStatus:
    """The status of the page with the form, where refusals and what is wrong are answered alike: 422 with errors, else 200."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
