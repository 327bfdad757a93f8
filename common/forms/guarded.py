"""A public form that needs no account."""

from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.forms import guard
from common.text import one_line, paragraphs


class GuardedForm(forms.Form):
    """A public form that needs no account. Machines are kept out by `common.forms.guard` and a field for them to fall into."""

    # Whether a person needs some seconds to fill it in; a single click behind a secret link needs none.
    takes_time = True

    # Hidden from people by the style sheet; a machine that fills in every field fills this one in too.
    nickname = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )
    form_key = forms.CharField(widget=forms.HiddenInput, required=False)

    @classmethod
    def fresh(cls, **initial: Any) -> Self:
        """A form with a new key, and what is known already filled in."""
        return cls(initial={**initial, "form_key": guard.issue()})

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields that people fill in, in their order."""
        return [field for field in self if field.name not in {"nickname", "form_key"}]

    def answers(self) -> dict[str, Any]:
        """What was said, as the action takes it: without what can't be seen."""
        return {field.name: self._seen(field) for field in self.shown}

    def fingerprint(self) -> str:
        """What the answers are remembered by, so that the same form sent twice is kept once."""
        return guard.name_of(self.cleaned_data["form_key"], self.answers())

    def _seen(self, field: forms.BoundField) -> Any:
        said = self.cleaned_data[field.name]
        if not isinstance(said, str):
            return said
        return (paragraphs if isinstance(field.field.widget, forms.Textarea) else one_line)(said)

    def clean_nickname(self) -> str:
        if self.cleaned_data["nickname"]:
            raise ValidationError(
                _("Please clear this field. It is there to catch programs that fill in forms.")
            )
        return ""

    def clean_form_key(self) -> str:
        key: str = self.cleaned_data["form_key"]
        try:
            guard.check(key)
        except guard.Unknown:
            self.data = {**self.data.dict(), "form_key": guard.issue()}  # type: ignore[attr-defined]
            raise ValidationError(
                _("This page was open for a very long time. Nothing is lost. Please send it again.")
            ) from None
        except guard.TooFast:
            if not self.takes_time:
                return key
            raise ValidationError(_("That was very fast. Please check it, then send it again.")) from None
        return key
