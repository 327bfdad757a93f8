"""Django's own words about a field are the portal's: they say how to fix it."""

import datetime
from decimal import Decimal

import pytest
from django import forms


class Every(forms.Form):
    """A field of every kind that the portal has."""

    text = forms.CharField(max_length=3, min_length=2)
    agreed = forms.BooleanField()
    kind = forms.ChoiceField(choices=[("a", "A")])
    kinds = forms.MultipleChoiceField(choices=[("a", "A")])
    number = forms.IntegerField(min_value=1, max_value=9)
    hours = forms.DecimalField(max_digits=4, decimal_places=1)
    on = forms.DateField()
    at = forms.DateTimeField()
    email = forms.EmailField()
    site = forms.URLField()
    file = forms.FileField()


SAID = {
    ("text", ""): "Fill in this field.",
    ("text", "abcd"): "Write at most 3 characters. This has 4.",
    ("text", "a"): "Write at least 2 characters. This has 1.",
    ("agreed", ""): "Check this box.",
    ("kind", ""): "Choose one of the options.",
    ("kind", "navy"): "“navy” isn't among the options. Choose one that the page shows.",
    ("number", "0"): "Write 1 or more.",
    ("number", "10"): "Write 9 or less.",
    ("number", "1e9"): "Write a whole number in digits, such as 40.",
    ("hours", "eight"): "Write a number in digits, such as 8.5.",
    ("hours", "8.55"): "Write at most 1 digit after the point.",
    ("on", "2026-02-30"): "Write a real date as month/day/year, such as 11/22/2026.",
    ("at", "noon"): "Write the day and time, such as 11/22/2026 14:30.",
    ("email", "chief"): "Write the whole email address, such as chief@example.org.",
    ("site", "javascript:alert(1)"): "Write the whole web address, such as https://www.example.org.",
    ("file", ""): "Choose a file.",
}


@pytest.mark.parametrize(("typed", "said"), SAID.items(), ids=lambda one: str(one))
def test_a_mistake_is_said_in_words_that_say_how_to_fix_it(typed: tuple[str, str], said: str) -> None:
    name, value = typed
    assert Every({name: value} if value else {}).errors[name] == [said]


def test_what_is_written_as_the_words_ask_is_taken() -> None:
    taken = Every({"on": "11/22/2026", "at": "11/22/2026 14:30", "hours": "8.5"})
    taken.is_valid()
    assert taken.cleaned_data["on"] == datetime.date(2026, 11, 22)
    assert (taken.cleaned_data["at"].hour, taken.cleaned_data["hours"]) == (14, Decimal("8.5"))
