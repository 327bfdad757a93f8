"""A refusal stands beside the form that asked; nothing else is held back."""

import pytest
from django import forms

from common.problems import Conflict, NotAllowed, Refused
from common.refusals import refusals_in, status_of


class OneField(forms.Form):
    """A form with a field that a refusal may name."""

    day = forms.CharField()


def refused(refusal: Exception) -> OneField:
    """The form after an action said so."""
    form = OneField({"day": "today"})
    assert form.is_valid()
    with refusals_in(form):
        raise refusal
    return form


@pytest.mark.parametrize(
    ("refusal", "where"),
    [
        (Refused("Too late.", field="day"), "day"),
        (Refused("Too late."), "__all__"),
        (Refused("Too late.", field="of another form"), "__all__"),
        (Conflict("Too late.", field="day"), "day"),
    ],
)
def test_refusal_stands_at_its_field_and_is_answered_with_409(refusal: Refused, where: str) -> None:
    form = refused(refusal)

    assert (form.errors, status_of(form), form.data) == ({where: ["Too late."]}, 409, {"day": "today"})


def test_what_is_no_refusal_goes_on() -> None:
    with pytest.raises(NotAllowed):
        refused(NotAllowed("Not you."))


@pytest.mark.parametrize("data", [None, {"day": "today"}, {"day": ""}])
def test_form_that_no_action_refused_is_answered_with_200(data: dict[str, str] | None) -> None:
    form = OneField(data)
    with refusals_in(form):
        form.is_valid()

    assert status_of(form) == 200
