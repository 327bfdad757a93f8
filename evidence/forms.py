"""What the forms of every kind of entry share: their parts, the files they carry, and the days that can't be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.models import Agency
from agencies.time_zones import today_of
from common.forms.merging import MergedForm
from evidence.models import Entry
from files.uploads import carry_files, file_changes

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form: its legend, its fields in rows of one or two, and a sentence that goes before.

    ``asks_faq`` adds the link to what the letter has to say; ``template`` draws the part instead of the rows.
    """

    legend: Words
    rows: tuple[tuple[str, ...], ...] = ()
    intro: Words = ""
    asks_faq: bool = False
    template: str = ""


class EntryForm(MergedForm):
    """A form about one entry; without ``entry`` it is for a new one.

    A form names its SECTIONS, the field of its FILE, fields with days that can't be to come (PAST), days that are planned
    (PLANNED), and pairs of days in their ORDER, each with the sentence for the other way round.
    """

    SECTIONS: ClassVar[tuple[Section, ...]] = ()
    FILE: ClassVar[str] = ""
    PAST: ClassVar[dict[str, Words]] = {}
    PLANNED: ClassVar[tuple[str, ...]] = ()
    ORDER: ClassVar[tuple[tuple[str, str, Words], ...]] = ()

    def __init__(self, *args: Any, agency: Agency, user: User, entry: Any = None, **options: Any) -> None:
        self.entry: Entry | None = entry
        self.agency = agency
        if entry is not None:
            options["initial"] = self.initial_of(entry)
        super().__init__(*args, **options)
        carry_files(self, agency_id=agency.pk, person_id=user.pk)

    def initial_of(self, entry: Any) -> dict[str, Any]:
        """An entry as the form shows it: its own columns of these names."""
        return {name: getattr(entry, name) for name in self.base_fields if hasattr(entry, name)}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        today = today_of(self.agency)
        for name, words in self.PAST.items():
            self._refuse(name, words, when=_is_after(data.get(name), today))
        self._refuse_days(data, today)
        for first, second, words in self.ORDER:
            self._refuse(second, words, when=_is_after(data.get(first), data.get(second)))
        return data

    def changes(self) -> dict[str, Any]:
        """What was typed, as the actions take it. A file that wasn't touched is left out."""
        typed = {
            name: value for name, value in self.cleaned_data.items() if name not in {*self.CARRIED, self.FILE}
        }
        return typed | file_changes(self.cleaned_data, self.FILE)

    def parts(self) -> Iterator[tuple[Section, list[list[forms.BoundField]]]]:
        """Each section with its fields in rows, those alone that the form has."""
        for section in self.SECTIONS:
            rows = [[self[name] for name in row if name in self.fields] for row in section.rows]
            yield section, [row for row in rows if row]

    def more(self) -> bool:
        """Whether the form was sent for more room instead of being saved; it then has that room. No form has by itself."""
        return False

    def _refuse_days(self, data: dict[str, Any], today: date) -> None:
        """A planned day is to come when it is entered; one that has passed since stays as it is."""
        passed = _("This day has passed. Enter the next one, or leave it blank.")
        for name in self.PLANNED:
            day = data.get(name)
            self._refuse(name, passed, when=_is_after(today, day) and day != self.initial.get(name))

    def _refuse(self, name: str, words: Words, *, when: bool) -> None:
        if when and name in self.fields and name not in self.errors:
            self.add_error(name, str(words))


def _is_after(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one > other
