"""Every date and every line of text that a form asks for, found by walking the forms: none takes what can't be true.

A new form is found by itself. Its dates need a row in ``TOO_FAR``; its lines of text are ``LineField`` or ``NameField``, or
stand in ``NO_LINE`` with the reason.
"""

import importlib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.forms.models import BaseModelForm
from django.test import RequestFactory

from common.days import years_later
from common.inputs import DayField, LineField, NameField
from rehearsal.factories.agencies import AgencyFactory
from training.forms.offerings import SESSIONS, OfferingForm

ROOT = Path(__file__).resolve().parents[1]
NOON = datetime(2026, 11, 30, 17, tzinfo=UTC)
TODAY = NOON.date()

# For each date: days that can't be true, one long ago and one far ahead, on November 30, 2026.
TOO_FAR = {
    "agencies.forms.ProfileForm.headcount_on": ("1990-01-01", "2040-01-01"),
    "portal.specimens.SpecimenForm.counted_on": ("1990-01-01", "2040-01-01"),
    "campaign.content.forms.classes.ClassFilter.since": ("1990-01-01", "2040-01-01"),
    "campaign.content.forms.classes.ClassFilter.until": ("1990-01-01", "2040-01-01"),
    "campaign.content.forms.classes.ClassForm.ends_on": ("1990-01-01", "2040-01-01"),
    "campaign.content.forms.classes.ClassForm.starts_on": ("1990-01-01", "2040-01-01"),
    "documents.forms.TermForm.from_on": ("1910-01-01", "2040-01-01"),
    "documents.forms.TermForm.until_on": ("1910-01-01", "2060-01-01"),
    "partnerships.forms.EndForm.ended_on": ("1926-01-01", "2040-01-01"),
    "partnerships.forms.MemorandumForm.mou_effective_on": ("1926-01-01", "2040-01-01"),
    "partnerships.forms.MemorandumForm.mou_expires_on": ("1926-01-01", "2090-01-01"),
    "partnerships.forms.MemorandumForm.mou_signed_on": ("1926-01-01", "2040-01-01"),
    "partnerships.forms.PartnershipForm.ended_on": ("1926-01-01", "2040-01-01"),
    "partnerships.forms.PartnershipForm.review_on": ("1990-01-01", "2040-01-01"),
    "partnerships.forms.PartnershipForm.started_on": ("1923-01-01", "2040-01-01"),
    "pledges.forms.IdentityForm.headcount_on": ("1990-01-01", "2040-01-01"),
    "policies.forms.AdoptionForm.on": ("1926-01-01", "2040-01-01"),
    "policies.forms.PolicyForm.adopted_on": ("1926-01-01", "2040-01-01"),
    "policies.forms.PolicyForm.effective_on": ("1926-01-01", "2040-01-01"),
    "policies.forms.PolicyForm.retired_on": ("1926-01-01", "2040-01-01"),
    "policies.forms.PolicyForm.review_on": ("1990-01-01", "2040-01-01"),
    "policies.forms.RetireForm.retired_on": ("1926-01-01", "2040-01-01"),
    "reviews.forms.BatchForm.release_on": ("1990-01-01", "2040-01-01"),
    "reviews.forms.ExtensionForm.until": ("1990-01-01", "2040-01-01"),
    "reviews.forms.LogSearchForm.since": ("1990-01-01", "2040-01-01"),
    "reviews.forms.LogSearchForm.until": ("1990-01-01", "2040-01-01"),
    "training.forms.offerings.ClassListForm.completed_on": ("1926-01-01", "2040-01-01"),
    "training.forms.officers.HeadCountForm.as_of": ("1990-01-01", "2040-01-01"),
    "training.forms.officers.OfficerForm.hired_on": ("1926-01-01", "2099-01-01"),
    "training.forms.officers.OfficerForm.on_leave_since": ("1926-01-01", "2090-01-01"),
    "training.forms.officers.OfficerForm.separated_on": ("1926-01-01", "2090-01-01"),
    "training.forms.officers.RecordForm.completed_on": ("1926-01-01", "2040-01-01"),
    "training.forms.officers.RecordForm.expires_on": ("1926-01-01", "2090-01-01"),
    "training.forms.officers.SeparateForm.separated_on": ("1926-01-01", "2090-01-01"),
}
# Lines of text that are no words: what is typed is compared, looked for, or read as a number.
NO_LINE = {
    "accounts.forms.AddressCodeForm.code": "a code",
    "accounts.forms.AuthenticateForm.code": "a code",
    "accounts.forms.ReauthenticateForm.code": "a code",
    "accounts.forms.SetUpAppForm.code": "a code",
    "agencies.forms.IdentityFields.ori": "an ORI, which has letters and digits alone",
    "campaign.assistance.forms.QueueFilter.q": "a search",
    "campaign.content.forms.ResourceFilter.q": "a search",
    "common.forms.guarded.GuardedForm.nickname": "what only machines fill in",
    "common.forms.confirming.TypedForm.typed": "compared with what the page shows",
    "documents.forms.CodeForm.code": "a code",
    "pledges.forms.IdentityForm.ori": "an ORI",
    "reviews.forms.AgencySearchForm.q": "a search",
    "reviews.forms.LogSearchForm.agency": "a search",
    "reviews.forms.LogSearchForm.person": "a search",
    "reviews.forms.LogSearchForm.words": "a search",
    "worklist.forms.DecidedForm.q": "a search",
    "worklist.forms.WaitingForm.q": "a search",
}
# What staff call something of their own: "12/2026" is as good as words.
NO_NAME = {"reviews.forms.BatchForm.name", "worklist.forms.SaveForm.name"}

UNREADABLE = {
    "pictures": "\U0001f694\U0001f46e",
    "signs": "!!",
    "zero width": "\u200b\u200b",
    "turning marks": "\u202e\u200e",
    "a shapeless letter": "\u3164",
    "a soft hyphen": "\u00ad",
}


@cache
def _forms() -> dict[str, type[forms.BaseForm]]:
    """Every form class of the project by its path, those of the admin included."""
    rooms = {app.split(".")[0] for app in settings.INSTALLED_APPS} & {path.name for path in ROOT.iterdir()}
    for path in sorted(path for room in rooms for path in (ROOT / room).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "migrations" not in parts and "Form" in path.read_text():
            importlib.import_module(".".join(part for part in parts if part != "__init__"))
    found: dict[str, type[forms.BaseForm]] = {}
    for form in _below(forms.BaseForm):
        if (ROOT / f"{form.__module__.partition('.')[0]}").is_dir() and not form.__module__.startswith(
            "tests"
        ):
            found[f"{form.__module__}.{form.__qualname__}"] = form
    return found


def _below(form: type[Any]) -> Iterator[type[Any]]:
    for one in form.__subclasses__():
        yield one
        yield from _below(one)


def _fields() -> dict[str, forms.Field]:
    """Every field that a form has as a class, called by the class that declares it."""
    found: dict[str, forms.Field] = {}
    for path, form in sorted(_forms().items()):
        for name, field in form.base_fields.items():  # type: ignore[attr-defined]
            owner = next(
                (
                    base
                    for base in reversed(form.__mro__)
                    if getattr(base, "base_fields", {}).get(name) is field and _is_ours(base)
                ),
                None,
            )
            found[f"{owner.__module__}.{owner.__qualname__}.{name}" if owner else f"{path}.{name}"] = field
    return found


def _is_ours(form: type[Any]) -> bool:
    return f"{form.__module__}.{form.__qualname__}" in _forms()


def _admin_fields() -> dict[str, forms.Field]:
    """Every field of the admin's pages that can be filled in."""
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    found: dict[str, forms.Field] = {}
    for model, page in admin.site._registry.items():
        made = page.get_form(request, None, fields=None)
        assert issubclass(made, BaseModelForm)
        for name, field in made.base_fields.items():
            found[f"admin.{model._meta.label}.{name}"] = field
    return found


def _days(fields: dict[str, forms.Field]) -> dict[str, forms.Field]:
    return {
        path: field
        for path, field in fields.items()
        if isinstance(field, forms.DateField) and not isinstance(field, forms.DateTimeField)
    }


def _lines(fields: dict[str, forms.Field]) -> dict[str, forms.Field]:
    """The fields in which a person writes words on one line."""
    other = (forms.EmailField, forms.URLField, forms.SlugField, forms.RegexField, forms.JSONField)
    return {
        path: field
        for path, field in fields.items()
        if isinstance(field, forms.CharField)
        and not isinstance(field, other)
        and isinstance(field.widget, forms.TextInput)
        and field.widget.input_type in {"text", "search"}
    }


def test_every_date_of_every_form_has_its_bounds() -> None:
    found = _days(_fields())

    assert sorted(found) == sorted(TOO_FAR)
    assert [
        path for path, field in {**found, **_days(_admin_fields())}.items() if type(field) is not DayField
    ] == []


@pytest.mark.parametrize("path", TOO_FAR)
def test_a_day_that_cannot_be_true_is_refused_in_words(path: str, time_machine: Any) -> None:
    time_machine.move_to(NOON)
    field = _days(_fields())[path]
    assert isinstance(field, DayField)
    earliest, latest = years_later(TODAY, -field.years_back), years_later(TODAY, field.years_ahead)

    assert [_refused(field, day) for day in TOO_FAR[path]] == [
        f"This day is more than {_years(field.years_back)} ago. Check the year.",
        f"This day is more than {_years(field.years_ahead)} ahead. Check the year.",
    ]
    assert [field.clean(day.isoformat()) for day in (earliest, TODAY, latest)] == [earliest, TODAY, latest]
    assert field.widget.input_type == "date"


@pytest.mark.django_db
def test_sessions_of_a_class_have_bounds_too(time_machine: Any) -> None:
    time_machine.move_to(NOON)
    days = [
        OfferingForm(agency=AgencyFactory.create()).fields[f"day-{number + 1}"] for number in range(SESSIONS)
    ]

    assert {_refused(day, "1926-01-01") for day in days} == {
        "This day is more than 80 years ago. Check the year."
    }
    assert {_refused(day, "2040-01-01") for day in days} == {
        "This day is more than 5 years ahead. Check the year."
    }


def test_every_line_of_text_is_one_that_can_be_read() -> None:
    lines = _lines({**_fields(), **_admin_fields()})

    assert sorted(path for path, field in lines.items() if not isinstance(field, LineField)) == sorted(
        NO_LINE
    )


def test_every_name_is_a_name() -> None:
    """Of whom and what a form asks the name, it says so when the name can't be read."""
    named = [path for path in _lines(_fields()) if path.endswith((".name", "_name")) and path not in NO_LINE]

    assert {path for path in named if not isinstance(_fields()[path], NameField)} == NO_NAME
    assert "pledges.forms.IdentityForm.head_name" in named


@pytest.mark.parametrize("typed", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_refused_in_words(typed: str) -> None:
    said = {
        path: _refused(field, typed)
        for path, field in {**_fields(), **_admin_fields()}.items()
        if isinstance(field, LineField)
    }

    assert len(said) > 40
    assert set(said.values()) == {"Write the name in letters.", "Use letters or digits."}


@pytest.mark.parametrize("typed", ["José Peña-O’Neill", "千葉県警察", "Nº 7", "Ng"])
def test_what_can_be_read_is_taken(typed: str) -> None:
    assert (LineField().clean(f" {typed}\u202e "), NameField().clean(typed)) == (typed, typed)


def _years(number: int) -> str:
    return "a year" if number == 1 else f"{number} years"


def _refused(field: forms.Field, typed: str) -> str:
    """What the field says to it; empty where it takes it."""
    try:
        field.clean(typed)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
