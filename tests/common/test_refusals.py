"""A refusal stands beside the form that asked; nothing else is held back."""

import pytest
from django import forms

from common.problems import Conflict, NotAllowed, Refused
from common.refusals import refusals_in, status_for, status_of


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
    ("refusal", "where", "status"),
    [
        (Refused("Too late.", field="day"), "day", 422),
        (Refused("Too late."), "__all__", 422),
        (Refused("Too late.", field="of another form"), "__all__", 422),
        (Conflict("Too late.", field="day"), "day", 409),
    ],
)
def test_refusal_stands_at_its_field_and_is_answered_with_422_or_when_it_is_late_409(
    refusal: Refused, where: str, status: int
) -> None:
    form = refused(refusal)

    assert (form.errors, status_of(form), form.data) == ({where: ["Too late."]}, status, {"day": "today"})
    assert status_for(refusal) == status


def test_what_is_no_refusal_goes_on() -> None:
    with pytest.raises(NotAllowed):
        refused(NotAllowed("Not you."))


@pytest.mark.parametrize(("data", "status"), [(None, 200), ({"day": "today"}, 200), ({"day": ""}, 422)])
def test_form_that_no_action_refused_is_answered_with_200_and_one_with_errors_with_422(
    data: dict[str, str] | None, status: int
) -> None:
    form = OneField(data)
    with refusals_in(form):
        form.is_valid()

    assert status_of(form) == status
