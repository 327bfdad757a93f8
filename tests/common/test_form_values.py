"""A form's values in words, and compared."""

from datetime import date

from django import forms

from common.forms.values import comparable, in_words
from common.inputs import DayField


class EveryKind(forms.Form):
    """One field of each kind that differs in how it is shown."""

    title = forms.CharField()
    on = DayField(years_back=100, years_ahead=100)
    agreed = forms.BooleanField(required=False)
    region = forms.ChoiceField(
        choices=[("", "Choose…"), ("Georgia and around", [("GA", "Georgia"), ("FL", "Florida")])]
    )


SAVED = {"title": "Order 1", "on": date(2026, 3, 2), "agreed": False, "region": "GA"}


def rows(**typed: str) -> list[tuple[str, str, str]]:
    """What differs between SAVED and the same with other words typed."""
    data = {"title": "Order 1", "on": "2026-03-02", "region": "GA", **typed}
    form = EveryKind(data)
    return [
        (str(bound.label), in_words(bound.field, SAVED[bound.name]), in_words(bound.field, bound.data))
        for bound in form
        if comparable(bound.field, SAVED[bound.name]) != comparable(bound.field, bound.data)
    ]


def test_differences_of_equal_forms_are_none() -> None:
    assert rows() == []
    assert rows(on="03/02/2026") == []


def test_differences_are_shown_in_words() -> None:
    assert rows(title="", on="2026-03-03", agreed="on", region="FL") == [
        ("Title", "Order 1", ""),
        ("On", "March 2, 2026", "March 3, 2026"),
        ("Agreed", "No", "Yes"),
        ("Region", "Georgia", "Florida"),
    ]


def test_differences_show_what_cannot_be_read_as_it_was_typed() -> None:
    assert rows(on="tomorrow", region="XX") == [
        ("On", "March 2, 2026", "tomorrow"),
        ("Region", "Georgia", "XX"),
    ]


def test_differences_of_a_text_are_not_how_its_lines_end() -> None:
    assert rows(title="Order 1\r\n") == []
