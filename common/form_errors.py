"""What stopped a form, as a list that leads to each field."""

from dataclasses import dataclass

from django.forms import BaseForm, BaseFormSet
from django.forms.boundfield import BoundField


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
