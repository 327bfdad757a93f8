"""The forms of the desk's table: its filters, giving items to someone, and saving a list."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.desk import Kind
from accounts.models import User
from common.inputs import LineField
from worklist.queries import MINE, NO_ONE, OURS, OVERDUE, SORTS, THEIRS


class WaitingForm(forms.Form):
    """What to show of what waits. The address holds every choice but the words, which go by POST."""

    q = forms.CharField(label=_("Agency or organization"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    turn = forms.ChoiceField(
        label=_("Whose turn"),
        required=False,
        choices=[
            ("", _("Anyone's")),
            (OURS, _("The IACP's")),
            (OVERDUE, _("The IACP's, and late")),
            (THEIRS, _("Someone else's")),
        ],
    )
    person = forms.ChoiceField(label=_("Assigned to"), required=False)
    sort = forms.ChoiceField(
        required=False, choices=[(f"{sign}{name}", name) for name in SORTS for sign in ("", "-")]
    )

    def __init__(
        self,
        *args: Any,
        kinds: Iterable[Kind],
        people: Iterable[User],
        counts: dict[str, int],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        named = [(kind.name, f"{kind.words} ({counts.get(kind.name, 0)})") for kind in kinds]
        _choices(self, "kind", [("", _("Everything")), *named])
        known = [(str(person.pk), str(person)) for person in people]
        _choices(self, "person", [("", _("Anyone")), (MINE, _("Me")), (NO_ONE, _("No one")), *known])


class DecidedForm(forms.Form):
    """What to show of what was decided."""

    q = forms.CharField(label=_("Agency"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    person = forms.ChoiceField(label=_("Decided by"), required=False)

    def __init__(self, *args: Any, kinds: Iterable[Kind], people: Iterable[User], **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(kind.name, kind.words) for kind in kinds if kind.decided]
        _choices(self, "kind", [("", _("Everything")), *named])
        known = [(str(person.pk), str(person)) for person in people]
        _choices(self, "person", [("", _("Anyone")), (MINE, _("Me")), *known])


class AssignForm(forms.Form):
    """To whom the checked items go."""

    to = forms.ChoiceField(label=_("Assign to"))

    def __init__(self, *args: Any, people: Iterable[User], **options: Any) -> None:
        super().__init__(*args, **options)
        known = [(str(person.pk), str(person)) for person in people]
        _choices(self, "to", [(MINE, _("Me")), *known, (NO_ONE, _("No one"))])


class HandOverForm(forms.Form):
    """Whose things go to whom."""

    of = forms.ChoiceField(label=_("From"), help_text=_("Closed accounts are listed, too."))
    to = forms.ChoiceField(label=_("To"))

    def __init__(
        self, *args: Any, holders: Iterable[tuple[User, int]], people: Iterable[User], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        _choices(self, "of", [(str(one.pk), f"{one} ({count})") for one, count in holders])
        _choices(self, "to", [*((str(one.pk), str(one)) for one in people), (NO_ONE, _("No one"))])


class SaveForm(forms.Form):
    """The name of a list."""

    name = LineField(label=_("Save this list as"), max_length=60)


def _choices(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    cast("forms.ChoiceField", form.fields[name]).choices = choices
