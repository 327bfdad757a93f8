"""The form that takes the files of an import."""

from collections.abc import Iterator
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


def _of_a_size(upload: "UploadedFile[Any]") -> "UploadedFile[Any]":
    if not upload.size:
        raise forms.ValidationError(_("The file is empty. Choose another one."))
    if upload.size > settings.UPLOAD_MAX_BYTES:
        raise forms.ValidationError(
            _now(
                "The file is %(size)s. The limit is %(most)s. Save only the columns and rows that are needed."
            )
            % {"size": filesizeformat(upload.size), "most": filesizeformat(settings.UPLOAD_MAX_BYTES)}
        )
    return upload
