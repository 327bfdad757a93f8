"""What an action refuses: shown beside the form that asked for it, with what was typed, or said on the next page."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest

from common.forms.merging import OVERTAKEN
from common.problems import Conflict, Refused

_STALE = "stale"


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
        show(form, refusal)


@contextmanager
def refusals_told(request: HttpRequest) -> Iterator[None]:
    """Say a Refused raised inside on the next page: for a button without a form to show it beside.

    Inside stand the action and what follows when it succeeds; after it, the way back.
    """
    try:
        yield
    except Refused as refusal:
        messages.error(request, str(refusal.message))


def show(form: BaseForm, refusal: Refused) -> None:
    """Make a refusal an error of the form: of the field that it names if the form has it."""
    field = refusal.field if refusal.field in form.fields else None
    code = _STALE if isinstance(refusal, Conflict) else "refused"
    form.add_error(field, ValidationError(str(refusal), code=code))


def status_of(form: BaseForm) -> HTTPStatus:
    """The status of the page with the form: 409 when what it changes has moved on, else 422 with errors, and 200 without."""
    errors = [error for messages in form.errors.as_data().values() for error in messages]
    if any(error.code in {_STALE, OVERTAKEN} for error in errors):
        return HTTPStatus.CONFLICT
    return HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK


def status_for(refusal: Refused) -> HTTPStatus:
    """The status of a page that shows a refusal: 409 when what was asked about has moved on, else 422."""
    return HTTPStatus.CONFLICT if isinstance(refusal, Conflict) else HTTPStatus.UNPROCESSABLE_ENTITY
