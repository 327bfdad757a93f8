"""What people are told when something is wrong: with a form, with a request, with us."""

import re
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.template import Context, Template, loader

from common.form_messages import FieldError, field_errors

ROOT = Path(__file__).resolve().parents[2]


def _draw(source: str, **context: Any) -> str:
    return Template(source).render(Context(context))


class _Form(forms.Form):
    name = forms.CharField(label="Name")
    way = forms.ChoiceField(label="Way", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    secret = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> None:
        raise forms.ValidationError("All of it is wrong.")


def test_errors_lead_to_their_fields() -> None:
    assert field_errors(_Form({}, prefix="p")) == [
        FieldError("All of it is wrong."),
        FieldError("Fill in this field.", "Name", "id_p-name"),
        FieldError("Choose one of the options.", "Way", "id_p-way_0"),
        FieldError("Fill in this field."),
    ]


def test_errors_of_a_formset_are_gathered() -> None:
    formset = forms.formset_factory(_Form, validate_min=True, min_num=2)(
        {
            "form-TOTAL_FORMS": "1",
            "form-INITIAL_FORMS": "0",
            "form-0-name": "x",
            "form-0-way": "a",
            "form-0-secret": "s",
        }
    )
    assert [error.message for error in field_errors(formset)] == [
        "Please submit at least 2 forms.",
        "All of it is wrong.",
    ]


def test_error_summary_is_shown_once() -> None:
    source = "{% load crispy_forms_filters %}{% error_summary form %}{{ form|crispy }}"
    html = " ".join(_draw(source, form=_Form({})).split())
    assert html.count("error-summary-title") == 2  # the title and the reference to it
    assert '<a href="#id_name">Name</a>: Fill in this field.' in html
    alone = _draw("{% load crispy_forms_filters %}{{ form|crispy }}", form=_Form({}))
    assert alone.count("error-summary-title") == 2
    assert "error-summary" not in _draw(source, form=_Form())


@pytest.mark.parametrize("name", ["400", "403", "404", "500", "503", "403_csrf", "429"])
def test_error_page_needs_no_context(name: str) -> None:
    html = loader.get_template(f"{name}.html").render()
    assert html.count("<h1") == 1
    assert "<title>" in html


def test_the_pages_for_failures_lean_on_plain_file_names() -> None:
    source = (ROOT / "templates" / "layouts" / "failure.html").read_text()
    assert "{% static" not in source
    assert "extends" not in source
    for name in ("500", "503"):
        page = (ROOT / "templates" / f"{name}.html").read_text()
        assert page.startswith('{% extends "layouts/failure.html" %}')
        assert "{% static" not in page
    for name in re.findall(r"{% get_static_prefix %}([^\"]+)", source):
        assert (ROOT / "static" / name).is_file(), name


def test_a_label_that_is_a_sentence_leads_to_its_error_without_its_point() -> None:
    class Promise(forms.Form):
        kept = forms.BooleanField(label="I keep it.", error_messages={"required": "Accept this."})

    assert field_errors(Promise({})) == [FieldError("Accept this.", "I keep it", "id_kept")]
