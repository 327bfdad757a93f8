"""Fields that Django lacks."""

from datetime import date

import pytest
from django import forms

from common.inputs import DayField, EmailField


class OneDay(forms.Form):
    """A form with a day."""

    on = DayField(required=False)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-03-02", date(2026, 3, 2)),
        ("03/02/2026", date(2026, 3, 2)),
        ("1900-01-01", date(1900, 1, 1)),
        ("2199-12-31", date(2199, 12, 31)),
        ("", None),
    ],
)
def test_day_field_takes(typed: str, day: date | None) -> None:
    form = OneDay({"on": typed})

    assert (form.is_valid(), form.cleaned_data["on"]) == (True, day)


@pytest.mark.parametrize("typed", ["0023-03-02", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_day_field_asks_about_a_year_that_cannot_be(typed: str) -> None:
    form = OneDay({"on": typed})

    assert form.errors == {"on": ["Write the year with four digits, such as 2026."]}
    assert f'value="{typed}"' in str(form["on"])


def test_day_field_writes_the_day_as_the_picker_wants_it() -> None:
    shown = str(OneDay(initial={"on": date(2026, 3, 2)})["on"])

    assert shown.startswith('<input type="date" name="on" value="2026-03-02"')


def test_a_browser_lets_a_name_with_an_address_through() -> None:
    """A field of the type email refuses it before it is sent."""
    drawn = str(EmailField(widget=forms.EmailInput({"autocomplete": "email"})).widget.render("email", ""))
    assert 'type="text"' in drawn
    assert EmailField().clean("Pat Lee <Pat@Example.org>") == "pat@example.org"
    assert EmailField().widget.attrs["inputmode"] == "email"
