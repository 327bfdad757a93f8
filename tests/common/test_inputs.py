"""Fields that Django lacks."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django import forms

from common.inputs import DayField, EmailField


class OneDay(forms.Form):
    """A form with a day."""

    on = DayField(years_back=5, years_ahead=1, required=False)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-03-02", date(2026, 3, 2)),
        ("03/02/2026", date(2026, 3, 2)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2029-03-01", date(2029, 3, 1)),
        ("2023-03-01", date(2023, 3, 1)),
        ("", None),
    ],
)
def test_day_field_takes(typed: str, day: date | None, time_machine: Any) -> None:
    time_machine.move_to(datetime(2028, 2, 29, 17, tzinfo=UTC))
    form = OneDay({"on": typed})

    assert (form.is_valid(), form.cleaned_data["on"]) == (True, day)


@pytest.mark.parametrize("typed", ["0023-03-02", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_day_field_asks_about_a_year_that_cannot_be(typed: str) -> None:
    form = OneDay({"on": typed})

    assert form.errors == {"on": ["Write the year with four digits, such as 2026."]}
    assert f'value="{typed}"' in str(form["on"])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2023-02-28", "This day is more than 5 years ago. Check the year."),
        ("2029-03-02", "This day is more than a year ahead. Check the year."),
    ],
)
def test_day_field_asks_about_a_day_too_far_away(typed: str, said: str, time_machine: Any) -> None:
    time_machine.move_to(datetime(2028, 2, 29, 17, tzinfo=UTC))

    assert OneDay({"on": typed}).errors == {"on": [said]}


def test_day_field_writes_the_day_as_the_picker_wants_it() -> None:
    shown = str(OneDay(initial={"on": date(2026, 3, 2)})["on"])

    assert shown.startswith('<input type="date" name="on" value="2026-03-02"')


def test_a_browser_lets_a_name_with_an_address_through() -> None:
    """A field of the type email refuses it before it is sent."""
    drawn = str(EmailField(widget=forms.EmailInput({"autocomplete": "email"})).widget.render("email", ""))
    assert 'type="text"' in drawn
    assert EmailField().clean("Pat Lee <Pat@Example.org>") == "pat@example.org"
    assert EmailField().widget.attrs["inputmode"] == "email"
