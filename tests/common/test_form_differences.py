"""Two versions of a form side by side."""

from datetime import date

from django import forms
from django.http import QueryDict

from common.form_differences import beside_saved, differences
from common.inputs import DayField
from common.problems import Conflict


class EveryKind(forms.Form):
    """One field of each kind that differs in how it is shown."""

    title = forms.CharField()
    on = DayField()
    agreed = forms.BooleanField(required=False)
    region = forms.ChoiceField(
        choices=[("", "Choose…"), ("Georgia and around", [("GA", "Georgia"), ("FL", "Florida")])]
    )


SAVED = {"title": "Order 1", "on": date(2026, 3, 2), "agreed": False, "region": "GA"}


def rows(**typed: str) -> list[tuple[str, str, str]]:
    """What differs between SAVED and the same with other words typed."""
    data = {"title": "Order 1", "on": "2026-03-02", "region": "GA", **typed}
    found = differences(EveryKind(initial=SAVED), EveryKind(data))
    return [(str(label), saved, now) for label, saved, now in found]


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


class Versioned(EveryKind):
    """A form that knows which version it was opened with; one of its fields is for some rows only."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    file = forms.FileField(required=False)


def test_late_form_stands_beside_what_is_saved_and_takes_on_its_version() -> None:
    typed = Versioned(QueryDict("title=Order+2&on=2026-03-02&region=GA&version=1"))
    saved = Versioned(initial={**SAVED, "version": 3, "file": "policy.pdf"})
    del saved.fields["agreed"]

    context = beside_saved(typed, saved, Conflict("Ana was quicker."))

    assert context == {
        "form": typed,
        "conflict": "Ana was quicker.",
        "differences": [("Title", "Order 1", "Order 2")],
    }
    assert (typed["version"].value(), typed["title"].value()) == ("3", "Order 2")
