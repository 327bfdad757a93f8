"""Forms of an import: the files, what their columns are, what their words mean."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from files.names import clean_name
from training.models import TrainingRecord
from training.models.records import Delivery
from training.roster_import.answers import Question, Questions, Shapes
from training.roster_import.columns import (
    IGNORED,
    NAME_TARGETS,
    OFFICER_ID,
    OFFICER_TARGETS,
    RECORD_TARGETS,
    TAKEN,
    TARGETS,
)
from training.roster_import.courses import CatalogueCourse
from training.roster_import.days import Order
from training.roster_import.guess import table_mapping
from training.roster_import.mapping import Mapping, TableMapping
from training.roster_import.shape import letter_of

# Django takes a thousand fields of a form; sheets beyond are left out.
MOST_FIELDS = 900
LEAVE_OUT = "-"
UNANSWERED = ""


class UploadForm(forms.Form):
    """One file with officers, records or both; or one with each."""

    file = forms.FileField(label=_("File"), widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt,.tsv"}))
    second_file = forms.FileField(
        label=_("Second file"),
        required=False,
        help_text=_("If officers and training records come in two files."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt,.tsv"}),
    )

    def clean_file(self) -> UploadedFile:
        """A file of a size that is taken. What is in it is looked at in the background."""
        return _of_a_size(self.cleaned_data["file"])

    def clean_second_file(self) -> UploadedFile | None:
        """As the first, if there is one."""
        found = self.cleaned_data["second_file"]
        return _of_a_size(found) if found else None

    def files_to_keep(self) -> list[tuple[str, Iterator[bytes]]]:
        """What the action takes: names and contents."""
        uploads = [self.cleaned_data["file"], self.cleaned_data["second_file"]]
        return [(clean_name(upload.name or ""), upload.chunks()) for upload in uploads if upload]


@dataclass(frozen=True, slots=True)
class ColumnField:
    """A column of a table as the page draws it."""

    letter: str
    heading: str
    examples: list[str]
    field: forms.BoundField


@dataclass(frozen=True, slots=True)
class TableFields:
    """A table as the page draws it."""

    name: str
    file: int
    rows: int
    use: forms.BoundField
    columns: list[ColumnField]


class ColumnsForm(forms.Form):
    """Which column is what, a choice for each column of each table."""

    def __init__(
        self,
        *args: Any,
        shapes: Shapes,
        mapping: Mapping,
        catalogue: list[CatalogueCourse],
        pseudonymous: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._places = []
        self._shapes = shapes
        guessed = {(table.file, table.index): table for table in mapping.tables}
        choices = _column_choices(catalogue, pseudonymous=pseudonymous)
        for number, (place, shape) in enumerate(shapes.items()):
            if len(self.fields) + len(shape["columns"]) + 1 > MOST_FIELDS:
                continue
            self._places.append((number, place))
            known = guessed.get(place)
            self.fields[f"use-{number}"] = forms.BooleanField(
                label=_("Bring in this table"),
                required=False,
                initial=known is not None,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )
            for index in range(len(shape["columns"])):
                self.fields[f"column-{number}-{index}"] = forms.ChoiceField(
                    label=_("Column %(letter)s") % {"letter": letter_of(shape["first_column"] + index)},
                    choices=choices,
                    required=False,
                    initial=known.columns.get(index, IGNORED) if known else IGNORED,
                    widget=forms.Select(attrs={"class": "form-select"}),
                )

    def tables(self) -> Iterator[TableFields]:
        """The tables with their columns, to be drawn."""
        for number, place in self._places:
            shape = self._shapes[place]
            yield TableFields(
                shape["name"],
                place[0] + 1,
                shape["rows"],
                self[f"use-{number}"],
                [
                    ColumnField(
                        letter_of(shape["first_column"] + index),
                        column["heading"],
                        column["examples"],
                        self[f"column-{number}-{index}"],
                    )
                    for index, column in enumerate(shape["columns"])
                ],
            )

    def clean(self) -> dict[str, Any]:
        """Each table that is used has an officer ID, nothing twice, and a date where it has a course."""
        cleaned: dict[str, Any] = super().clean() or {}
        used = [(number, place) for number, place in self._places if cleaned.get(f"use-{number}")]
        if not used:
            raise forms.ValidationError(_("Choose at least one table to bring in."))
        for number, place in used:
            self._check(number, self._columns_of(number, place, cleaned))
        return cleaned

    def mapping(self) -> Mapping:
        """What was chosen."""
        return Mapping(
            tables=tuple(
                table_mapping(*place, self._shapes[place], self._columns_of(number, place, self.cleaned_data))
                for number, place in self._places
                if self.cleaned_data[f"use-{number}"]
            )
        )

    def _columns_of(self, number: int, place: tuple[int, int], cleaned: dict[str, Any]) -> dict[int, str]:
        chosen = {
            index: cleaned.get(f"column-{number}-{index}", IGNORED)
            for index in range(len(self._shapes[place]["columns"]))
        }
        return {index: key for index, key in chosen.items() if key != IGNORED}

    def _check(self, number: int, columns: dict[int, str]) -> None:
        first: dict[str, int] = {}
        for index, key in columns.items():
            if first.setdefault(key, index) != index:
                self.add_error(
                    f"column-{number}-{index}",
                    _("Another column is this already. Choose one of the two, ignore the other."),
                )
        if OFFICER_ID.key not in first:
            self.add_error(
                f"use-{number}",
                _("Say which column has the officers' IDs. Nobody is told apart by name alone."),
            )
        if "course" in first and "completed_on" not in first:
            self.add_error(
                f"column-{number}-{first['course']}", _("Say which column has the date of the course, too.")
            )
        others = set(first) & ({target.key for target in RECORD_TARGETS} - {"course"})
        if others and "course" not in first:
            self.add_error(
                f"column-{number}-{first[min(others)]}",
                _("Say which column has the course, or ignore this one."),
            )


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
        for number, table, _examples in asked.orders:
            self.fields[f"order-{number}"] = forms.ChoiceField(
                label=_("Which comes first in the dates?"),
                choices=[(Order.MONTH_FIRST.value, _("The month")), (Order.DAY_FIRST.value, _("The day"))],
                widget=forms.RadioSelect,
                initial=table.order,
            )
        if asked.hours:
            self.fields["hours_of_course"] = forms.TypedChoiceField(
                label=_("Rows without hours"),
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
                label=_("I have looked at these, and they are right")
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


def _of_a_size(upload: UploadedFile) -> UploadedFile:
    if not upload.size:
        raise forms.ValidationError(_("The file is empty. Choose another one."))
    if upload.size > settings.UPLOAD_MAX_BYTES:
        raise forms.ValidationError(
            _now(
                "The file has %(size)s; up to %(most)s are taken. Save only the columns and rows that are needed."
            )
            % {"size": filesizeformat(upload.size), "most": filesizeformat(settings.UPLOAD_MAX_BYTES)}
        )
    return upload


def _column_choices(catalogue: list[CatalogueCourse], *, pseudonymous: bool) -> list[tuple[Any, Any]]:
    about_officers = [
        (target.key, target.label)
        for target in OFFICER_TARGETS
        if not (pseudonymous and target.key in NAME_TARGETS)
    ]
    return [
        (IGNORED, _("Ignore this column")),
        (OFFICER_ID.key, OFFICER_ID.label),
        (_("About the officer"), about_officers),
        (_("About the training"), [(target.key, target.label) for target in RECORD_TARGETS]),
        (
            _("The day on which this course was taken"),
            [(TAKEN + course.code, course.title) for course in catalogue if course.counts],
        ),
    ]


def label_of(key: str, catalogue: list[CatalogueCourse]) -> str:
    """What a column was matched to, in words."""
    if key.startswith(TAKEN):
        code = key[len(TAKEN) :]
        return next((course.title for course in catalogue if course.code == code), code)
    return str(TARGETS[key].label)
