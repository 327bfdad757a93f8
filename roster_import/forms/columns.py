"""Forms of an import: the files, what their columns are, what their words mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from files import quota
from files.checking import what_is_taken
from files.names import clean_name
from roster_import.reading.answers import Shapes
from roster_import.reading.columns import (
    IGNORED,
    NAME_TARGETS,
    OFFICER_ID,
    OFFICER_TARGETS,
    RECORD_TARGETS,
    TAKEN,
)
from roster_import.reading.guess import table_mapping
from roster_import.reading.mapping import Mapping
from roster_import.reading.shape import letter_of
from training.course_titles import CatalogueCourse

# Django takes a thousand fields of a form; sheets beyond are left out.
MOST_FIELDS = 900


class UploadForm(forms.Form):
    """One file with officers, records or both; or one with each."""

    file = forms.FileField(
        label=_("File"),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Choose another one."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt,.tsv"}),
    )
    second_file = forms.FileField(
        label=_("Second file"),
        required=False,
        error_messages={"empty": _("The file is empty. Choose another one.")},
        help_text=_("If officers and training records come in two files."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt,.tsv"}),
    )

    def __init__(self, *args: Any, agency_id: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self._agency_id = agency_id

    @property
    def taken(self) -> str:
        """Which files, and how large."""
        return what_is_taken(("csv", "xlsx"))

    def clean_file(self) -> "UploadedFile[Any]":
        """A file of a size that is taken. What is in it is looked at in the background."""
        return self._counted(self.cleaned_data["file"])

    def clean_second_file(self) -> "UploadedFile[Any] | None":
        """As the first, if there is one."""
        found = self.cleaned_data["second_file"]
        return self._counted(found) if found else None

    def _counted(self, upload: "UploadedFile[Any]") -> "UploadedFile[Any]":
        quota.spend(self._agency_id, upload.size or 0)
        return _of_a_size(upload)

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


def _of_a_size(upload: "UploadedFile[Any]") -> "UploadedFile[Any]":
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
