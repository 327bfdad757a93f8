"""Head counts."""

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from common.inputs import DayInput

# More than any agency has; a number beyond it is a slip of the keyboard.
MOST = MaxValueValidator(100_000)


class HeadCountForm(forms.Form):
    """The figures of a day, typed by an agency that names no officer."""

    as_of = forms.DateField(label=_("Counted on"), widget=DayInput)
    sworn = forms.IntegerField(
        label=_("Sworn officers"),
        min_value=0,
        validators=[MOST],
        help_text=_(
            "Everybody with full powers: part-time, reserve, jail and court officers too. One head each."
        ),
    )
    cit = forms.IntegerField(
        label=_("of them with crisis-intervention training"),
        min_value=0,
        validators=[MOST],
        help_text=_("CIT, CRIT or an approved equivalent."),
    )
    mhfa_without_cit = forms.IntegerField(
        label=_("of the others, with mental-health first aid"),
        min_value=0,
        validators=[MOST],
        help_text=_("Only officers without crisis-intervention training, so that nobody is counted twice."),
    )
    non_sworn_trained = forms.IntegerField(
        label=_("Non-sworn staff trained"),
        min_value=0,
        validators=[MOST],
        required=False,
        help_text=_("Dispatchers, say. Shown, and in no percentage."),
    )

    def clean_non_sworn_trained(self) -> int:
        return self.cleaned_data["non_sworn_trained"] or 0
