"""Merging what two people did to one form, value by value."""

from typing import Any

from django import forms
from django.http import QueryDict

from common.forms.merging import MergedForm, Together
from common.inputs import DayField


class Sample(MergedForm):
    """A form with a few kinds of fields, of which two are one value."""

    title = forms.CharField()
    text = forms.CharField(widget=forms.Textarea, required=False)
    day = DayField(years_back=100, years_ahead=100, required=False)
    services = forms.MultipleChoiceField(
        choices=[("a", "First"), ("b", "Second"), ("c", "Third")], required=False
    )
    has = forms.BooleanField(required=False)
    page = forms.CharField(required=False)

    def together(self) -> list[Together]:
        return [Together("Component", ("has", "page"))]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("title") == "Short" and data.get("text"):
            self.add_error("text", "Leave this blank for a short one.")
        return data


ROW = {
    "version": 1, "title": "One", "text": "Two\nlines", "day": None, "services": ["a", "b"], "has": True, "page": "3",
}  # fmt: skip


def typed(page: MergedForm, /, **changes: Any) -> QueryDict:
    """What is sent from a page, with these fields typed over; None is left out."""
    said = {
        "version": "1", "opened": page["opened"].value(), "title": "One", "text": "Two\r\nlines", "day": "",
        "services": ["a", "b"], "has": "on", "page": "3",
    } | changes  # fmt: skip
    data = QueryDict(mutable=True)
    for name, value in said.items():
        if value is not None:
            data.setlist(name, value if isinstance(value, list) else [value])
    return data


def late(saved: dict[str, Any], /, **changes: Any) -> Sample:
    """The form of who opened it at ROW, changed something, and came after ``saved``."""
    data = typed(Sample(initial=ROW), **changes)
    return Sample(data, initial=ROW | {"version": 2} | saved)


def values(form: Sample) -> dict[str, Any]:
    """What would be saved, where it isn't as in ROW."""
    assert form.is_valid(), form.errors
    said = form.cleaned_data | {"text": form.cleaned_data["text"].replace("\r\n", "\n")}
    return {name: said[name] for name in ROW if said[name] != ROW[name]}


def test_each_keeps_what_they_alone_changed() -> None:
    form = late({"text": "Theirs", "services": ["c"]}, title="Mine", day="2026-03-02")
    kept = values(form)
    assert str(kept.pop("day")) == "2026-03-02"
    assert kept == {"version": 2, "text": "Theirs", "services": ["c"], "title": "Mine"}
    assert form.taken == ["Text", "Services"]


def test_a_box_that_the_other_unchecked_stays_unchecked() -> None:
    assert values(late({"has": False, "page": ""}, title="Mine")) == {
        "version": 2, "has": False, "page": "", "title": "Mine",
    }  # fmt: skip


def test_fields_of_one_value_are_never_mixed() -> None:
    form = late({"page": "4"}, has=None, page="")
    assert not form.is_valid()
    assert [(one.key, one.theirs, one.mine) for one in form.questions] == [
        ("has", "Has: Yes; Page: 4", "Has: No")
    ]


def test_the_whole_is_validated_once_it_is_merged() -> None:
    form = late({"title": "Short", "text": ""}, text="Mine")
    assert not form.is_valid()
    assert [one.key for one in form.questions] == ["text"]
    form = late({"title": "Short"}, day="2026-03-02")
    assert (form.is_valid(), dict(form.errors)) == (False, {"text": ["Leave this blank for a short one."]})
    assert form.taken == ["Title"]


def test_a_field_that_was_not_on_the_page_is_taken_as_it_is() -> None:
    class Shorter(Sample):
        """As the page was when nothing but the title could be said."""

        text = None  # type: ignore[assignment]

    Shorter.__qualname__ = Sample.__qualname__
    data = typed(Shorter(initial=ROW), text=None, title="Mine")
    form = Sample(data, initial=ROW | {"version": 2, "text": "New here"})
    assert values(form) == {"version": 2, "title": "Mine", "text": "New here"}


def test_a_note_of_another_version_or_form_is_not_believed() -> None:
    class Other(Sample):
        """Another form."""

    for note in (
        Sample(initial=ROW | {"version": 7})["opened"].value(),
        Other(initial=ROW)["opened"].value(),
    ):
        form = late({"text": "Theirs"}, opened=note)
        assert not form.is_valid()
        assert [one.key for one in form.questions] == ["text"]


def test_a_page_that_is_not_stale_is_saved_as_typed() -> None:
    page = Sample(initial=ROW)
    form = Sample(typed(page, title="Mine", opened="nonsense"), initial=ROW)
    assert (values(form), form.is_overtaken, form.taken) == ({"title": "Mine"}, False, [])


def test_an_answer_is_asked_again_when_the_other_changed_it_once_more() -> None:
    asked = late({"title": "Theirs"}, title="Mine")
    assert not asked.is_valid()
    data = asked.data.copy()
    data["title-keep"] = "mine"
    once_more = Sample(data, initial=ROW | {"version": 3, "title": "Theirs again"})
    assert not once_more.is_valid()
    assert [(one.theirs, one.mine, one.answer) for one in once_more.questions] == [
        ("Theirs again", "Mine", "")
    ]


def test_an_answered_question_is_not_asked_again_beside_another_error() -> None:
    asked = late({"title": "Theirs"}, title="Mine")
    assert not asked.is_valid()
    data = asked.data.copy()
    data["title-keep"], data["day"] = "mine", "tomorrow"
    wrong = Sample(data, initial=ROW | {"version": 2, "title": "Theirs"})
    assert (wrong.is_valid(), list(wrong.errors)) == (False, ["day"])
    mended = wrong.data.copy()
    mended["day"] = ""
    assert values(Sample(mended, initial=ROW | {"version": 2, "title": "Theirs"})) == {
        "version": 2,
        "title": "Mine",
    }
