"""What forms say about a field, in the portal's words: what is wrong, and how to correct it. Django's own are replaced here.

``common.apps`` calls ``use`` once, when Django starts. A form's own ``error_messages`` go before these.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import validators
from django.forms import BaseForm, BaseFormSet
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

FIELDS: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("Fill in this field.")},
    forms.BooleanField: {"required": _("Check this box.")},
    forms.ChoiceField: {
        "required": _("Choose one of the options."),
        "invalid_choice": _("“%(value)s” isn't among the options. Choose one that the page shows."),
    },
    forms.MultipleChoiceField: {
        "required": _("Choose at least one of the options."),
        "invalid_choice": _("“%(value)s” isn't among the options. Choose from those that the page shows."),
        "invalid_list": _("Choose from the options that the page shows."),
    },
    forms.ModelChoiceField: {"invalid_choice": _("This option is no longer available. Choose another one.")},
    forms.ModelMultipleChoiceField: {
        "invalid_choice": _("“%(value)s” is no longer there. Choose from the options that the page shows."),
        "invalid_list": _("Choose from the options that the page shows."),
        "invalid_pk_value": _("“%(pk)s” isn't among the options. Choose from those that the page shows."),
    },
    forms.IntegerField: {"invalid": _("Write a whole number in digits, such as 40.")},
    forms.DecimalField: {"invalid": _("Write a number in digits, such as 8.5.")},
    forms.FloatField: {"invalid": _("Write a number in digits, such as 8.5.")},
    forms.DateField: {"invalid": _("Write a real date as month/day/year, such as 11/22/2026.")},
    forms.TimeField: {"invalid": _("Write the time as hours and minutes, such as 14:30.")},
    forms.DateTimeField: {"invalid": _("Write the day and time, such as 11/22/2026 14:30.")},
    forms.URLField: {"invalid": _("Write the whole web address, such as https://www.example.org.")},
    forms.FileField: {
        "required": _("Choose a file."),
        "invalid": _("No file arrived. Choose it again."),
        "missing": _("No file arrived. Choose it again."),
        "empty": _("The file is empty. Choose another one."),
    },
}
VALIDATORS: dict[type[Any], Any] = {
    validators.EmailValidator: _("Write the whole email address, such as chief@example.org."),
    validators.URLValidator: _("Write the whole web address, such as https://www.example.org."),
    validators.MinValueValidator: _("Write %(limit_value)s or more."),
    validators.MaxValueValidator: _("Write %(limit_value)s or less."),
    validators.MinLengthValidator: ngettext_lazy(
        "Write at least %(limit_value)d character. This has %(show_value)d.",
        "Write at least %(limit_value)d characters. This has %(show_value)d.",
        "limit_value",
    ),
    validators.MaxLengthValidator: ngettext_lazy(
        "Write at most %(limit_value)d character. This has %(show_value)d.",
        "Write at most %(limit_value)d characters. This has %(show_value)d.",
        "limit_value",
    ),
    validators.ProhibitNullCharactersValidator: _("The text has an invisible character. Type it again."),
}
DECIMALS: dict[str, Any] = {
    "max_digits": ngettext_lazy(
        "Write at most %(max)s digit.", "Write at most %(max)s digits in all.", "max"
    ),
    "max_decimal_places": ngettext_lazy(
        "Write at most %(max)s digit after the point.", "Write at most %(max)s digits after the point.", "max"
    ),
    "max_whole_digits": ngettext_lazy(
        "Write at most %(max)s digit before the point.",
        "Write at most %(max)s digits before the point.",
        "max",
    ),
}


def use() -> None:
    """Put these words in the place of Django's. Again changes nothing."""
    for field, words in FIELDS.items():
        # A class without messages of its own shares its parent's.
        field.default_error_messages = {**vars(field).get("default_error_messages", {}), **words}
    for validator, message in VALIDATORS.items():
        validator.message = message
    validators.DecimalValidator.messages = {**validators.DecimalValidator.messages, **DECIMALS}


@dataclass(frozen=True, slots=True)
class FieldError:
    """One message, the field's label and the ``id`` of its first control; both empty where no single field is at fault."""

    message: str
    label: str = ""
    target: str = ""


def field_errors(form: BaseForm | BaseFormSet) -> list[FieldError]:
    """Every message of a form or formset, those about the whole first, then in the order of its fields."""
    if isinstance(form, BaseFormSet):
        whole = [FieldError(str(message)) for message in form.non_form_errors()]
        return whole + [error for each in form.forms for error in field_errors(each)]
    errors = [FieldError(str(message)) for message in form.non_field_errors()]
    for bound in form:
        # A label that is a sentence ends in a point: what is wrong follows it after a colon.
        label = "" if bound.is_hidden else str(bound.label).rstrip(".")
        target = "" if bound.is_hidden else _first_control(bound)
        errors.extend(FieldError(str(message), label, target) for message in bound.errors)
    return errors


def _first_control(bound: BoundField) -> str:
    """Groups of radios and checkboxes have no control with the field's own id: theirs start at ``_0``."""
    own = bound.id_for_label
    return own or (f"{bound.auto_id}_0" if bound.auto_id else "")
