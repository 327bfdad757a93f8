"""The forms of an import: the file, the answers about it, and the last word before it is imported."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from files.checking import what_is_taken
from register_import.messages import LABELS
from register_import.reading.alike import Alike
from register_import.reading.entries import Column
from register_import.reading.headings import IGNORE, TARGETS
from register_import.reading.outcome import NEW, SAME
from register_import.reading.problems import Question


class UploadForm(forms.Form):
    """The spreadsheet."""

    file = forms.FileField(
        label=_("File"),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Choose another one."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt,.tsv"}),
    )

    @property
    def taken(self) -> str:
        """Which files, and how large."""
        return what_is_taken(("csv", "xlsx"))

    def clean_file(self) -> "UploadedFile[Any]":
        """A file of a size that is taken."""
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        if (upload.size or 0) > settings.UPLOAD_MAX_BYTES:
            raise forms.ValidationError(
                _now("The file is %(size)s. The limit is %(most)s.")
                % {
                    "size": filesizeformat(upload.size or 0),
                    "most": filesizeformat(settings.UPLOAD_MAX_BYTES),
                }
            )
        return upload


class AnswersForm(forms.Form):
    """Answers about a file, a field for each question, row to decide, or column; an empty one leaves it open.

    A field is called like what it answers, and has an ID by its place: names hold words of the file.
    """

    def __init__(self, data: Mapping[str, str] | None = None, *, about: str) -> None:
        super().__init__(data)
        self._about = about

    def answers(self) -> dict[str, str]:
        """The question's name -> the answer; of those that were sent alone."""
        return {name: said for name, said in self.cleaned_data.items() if name in self.data}

    def ask(self, question: Question) -> None:
        """Add the field for a question. What is only proposed is chosen, and seen."""
        choices = [("", _("Not answered yet")), *question.choices]
        self.fields[question.id] = forms.ChoiceField(
            label=question.text,
            choices=choices,
            initial=question.answer or question.proposed,
            required=False,
            widget=forms.Select(attrs=self._id()),
        )

    def decide(self, one: Alike, said: str) -> None:
        """Add the field for a row that may be the same agency as another."""
        choices = [(SAME, LABELS[SAME]), *([] if one.is_same_ori else [(NEW, LABELS[NEW])])]
        self.fields[one.id] = forms.ChoiceField(
            label=one.entry.name,
            choices=choices,
            initial=said,
            required=False,
            widget=forms.RadioSelect(attrs=self._id()),
        )

    def read_as(self, column: Column) -> None:
        """Add the field for what a column is."""
        choices = [
            (IGNORE, _("Not imported")),
            *((key, words) for key, (words, _headings) in TARGETS.items()),
        ]
        self.fields[column.name] = forms.ChoiceField(
            label=_now("Column %(letter)s") % {"letter": column.letter},
            choices=choices,
            initial=column.read_as or IGNORE,
            required=False,
            widget=forms.Select(attrs=self._id()),
        )

    def _id(self) -> dict[str, str]:
        return {"id": f"{self._about}-{len(self.fields) + 1}"}


class ApplyForm(forms.Form):
    """The last word before agencies are imported."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    confirmed = forms.BooleanField(
        label=_("I checked the columns and the agencies above."),
        error_messages={"required": _("Check the columns and the agencies, then check this box.")},
    )
