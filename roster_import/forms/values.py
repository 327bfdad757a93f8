"""The form about what the words of a file mean: courses, status words, and which number of a date is the day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from roster_import.reading.answers import Question, Questions
from roster_import.reading.days import Order, day_reader
from roster_import.reading.mapping import Mapping, TableMapping
from training.course_titles import CatalogueCourse
from training.models import TrainingRecord
from training.models.records import Delivery

LEAVE_OUT = "-"
UNANSWERED = ""


class ValuesForm(forms.Form):
    """What the words of the file mean, which no program may guess alone."""

    def __init__(
        self, *args: Any, asked: Questions, mapping: Mapping, catalogue: list[CatalogueCourse], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._asked = asked
        self._mapping = mapping
        courses = [
            (LEAVE_OUT, _("Leave these rows out")),
            (_("Counts"), [(one.code, one.title) for one in catalogue if one.counts]),
            (
                _("Doesn't count, but can be recorded"),
                # Said in the choice itself too, which is all that shows once it is made.
                [
                    (one.code, _("%(title)s: doesn't count") % {"title": one.title})
                    for one in catalogue
                    if not one.counts
                ],
            ),
        ]
        unknown = (UNANSWERED, _("Refuse these rows"))
        sworn = [(1, _("Sworn")), (0, _("Non-sworn"))]
        self._add_words("course", asked.courses, courses, otherwise=LEAVE_OUT)
        self._add_words("status", asked.status, [unknown, *TrainingRecord.Status.choices])
        self._add_words("delivery", asked.delivery, [unknown, *Delivery.choices])
        self._add_words("sworn", asked.sworn, [unknown, *sworn])
        for number, table, examples in asked.orders:
            self.fields[f"order-{number}"] = forms.ChoiceField(
                label=_("Which comes first in the dates?"),
                choices=_order_choices(examples),
                error_messages={"required": _("Say whether the month or the day comes first.")},
                widget=forms.RadioSelect,
                initial=table.order,
            )
        if asked.hours:
            self.fields["hours_of_course"] = forms.TypedChoiceField(
                label=_("Rows without hours"),
                error_messages={"required": _("Say what to do with rows that have no hours.")},
                choices=[
                    ("yes", _("They took the whole course: use the catalogue's hours")),
                    ("no", _("Refuse them")),
                ],
                coerce=lambda value: value == "yes",
                widget=forms.RadioSelect,
                initial="yes" if mapping.hours_of_course else None,
            )
        if asked.adds_officers:
            self.fields["add_officers"] = forms.BooleanField(
                label=_("Add officers who aren't on the roster yet"),
                required=False,
                initial=mapping.add_officers,
                help_text=_("Without this, records of people who aren't on the roster are refused."),
            )
        if asked.courses or asked.status:
            self.fields["is_right"] = forms.BooleanField(
                label=_("I have looked at these, and they are right"),
                error_messages={"required": _("Look at each line, then tick this.")},
            )

    def groups(self) -> Iterator[tuple[str, str | Promise, list[tuple[Question, forms.BoundField]]]]:
        """The questions with their fields, by kind, to be drawn."""
        for kind, heading, questions in (
            ("course", _("Courses"), self._asked.courses),
            ("status", _("Status"), self._asked.status),
            ("delivery", _("How it was given"), self._asked.delivery),
            ("sworn", _("Sworn or not"), self._asked.sworn),
        ):
            yield kind, heading, [(question, self[f"{kind}-{at}"]) for at, question in enumerate(questions)]

    def orders(self) -> list[tuple[TableMapping, list[str], forms.BoundField]]:
        """The tables whose dates are unclear, with examples, to be drawn."""
        return [(table, examples, self[f"order-{number}"]) for number, table, examples in self._asked.orders]

    @property
    def more_courses(self) -> int:
        return self._asked.more_courses

    def answers(self) -> Mapping:
        """The mapping with the answers."""
        cleaned = self.cleaned_data
        courses = self._answers("course", self._asked.courses)
        return replace(
            self._mapping,
            tables=tuple(
                replace(table, order=Order(cleaned[f"order-{number}"]))
                if f"order-{number}" in cleaned
                else table
                for number, table in enumerate(self._mapping.tables)
            ),
            courses={folded: "" if code == LEAVE_OUT else code for folded, code in courses.items()},
            status=self._answers("status", self._asked.status),
            delivery=self._answers("delivery", self._asked.delivery),
            sworn={folded: int(word) for folded, word in self._answers("sworn", self._asked.sworn).items()},
            hours_of_course=cleaned.get("hours_of_course", False),
            add_officers=cleaned.get("add_officers", False),
        )

    def _add_words(
        self, kind: str, questions: list[Question], choices: list[Any], *, otherwise: str = UNANSWERED
    ) -> None:
        for number, question in enumerate(questions):
            known = question.answer
            self.fields[f"{kind}-{number}"] = forms.ChoiceField(
                label=question.value,
                choices=choices,
                required=False,
                initial=LEAVE_OUT if known == "" else otherwise if known is None else str(known),
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def _answers(self, kind: str, questions: list[Question]) -> dict[str, str]:
        given = {
            question.folded: self.cleaned_data[f"{kind}-{number}"]
            for number, question in enumerate(questions)
        }
        return {folded: word for folded, word in given.items() if word != UNANSWERED}


def _order_choices(examples: list[str]) -> list[tuple[str, str]]:
    """Month or day first, each with what one of the file's own dates would then be."""
    found = []
    for order, words in ((Order.MONTH_FIRST, _now("The month")), (Order.DAY_FIRST, _now("The day"))):
        read = day_reader(order)
        for example in examples:
            day = read(example)
            if isinstance(day, str) and day_reader(None)(example) != day:
                words = _now("%(which)s: %(example)s is %(day)s") % {
                    "which": words,
                    "example": example,
                    "day": date_format(date.fromisoformat(day), "DATE_FORMAT"),
                }
                break
        found.append((order.value, words))
    return found
