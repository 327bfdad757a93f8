"""A form field for one file that survives a form with mistakes in it.

Once a file is checked it is stored, before the form is decided on, and the form shown again carries a signed note of it.
The note says for whom it was written (``scope``) and is good for half a day. What no row points to in the end is removed by
``manage.py sweep_files``.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files import uploadhandler
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise, lazy
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from files import quota
from files.checking import (
    ALL_KINDS,
    DOCUMENTS,
    MADE,
    MEDIA_TYPES,
    PICTURES,
    SAME_AS,
    SCANS,
    CheckedUpload,
    clean_upload,
    keep_upload,
    what_is_taken,
)
from files.models import StoredFile

__all__ = [
    "ALL_KINDS",
    "DOCUMENTS",
    "PICTURES",
    "SCANS",
    "CheckedUpload",
    "CurrentFile",
    "EvidenceFileField",
    "clean_upload",
    "keep_upload",
]

KEPT_SECONDS = 12 * 60 * 60
_SALT = "files.kept"


@dataclass(frozen=True, slots=True)
class CurrentFile:
    """The file that a row has now, as the field's initial value. ``digest`` tells it from another of its name."""

    name: str
    url: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Posted:
    """What came with the form: a new file, a note of one kept from the last try, or the wish to have none."""

    upload: Any
    kept: str
    remove: bool


class EvidenceFileInput(forms.Widget):
    """A file input, with what is kept or stored already beside it."""

    needs_multipart_form = True
    kept: tuple[str, str] | None = (
        None  # the signed note and the file's name; set by the field on its own copy
    )
    accept = ""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """Draws ``templates/files/evidence_file_input.html``."""
        attributes = self.build_attrs(self.attrs, {"accept": self.accept, **(attrs or {})})
        if self.kept or value:
            attributes.pop("required", None)
        own_id = attributes.pop("id", f"id_{name}")
        if self.kept:
            described = [attributes.get("aria-describedby", ""), f"{own_id}_kept"]
            attributes["aria-describedby"] = " ".join(filter(None, described))
        context = {
            "name": name,
            "id": own_id,
            "css": attributes.pop("class", "form-control"),
            "attributes": attributes,
            "kept_note": self.kept[0] if self.kept else "",
            "kept_name": self.kept[1] if self.kept else "",
            "current": value if isinstance(value, CurrentFile) else None,
            "may_remove": not self.is_required and bool(self.kept or value),
        }
        return render_to_string("files/evidence_file_input.html", context)

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> Posted:
        """All three, whatever was sent."""
        return Posted(files.get(name), str(data.get(f"{name}-kept", "")), bool(data.get(f"{name}-remove")))

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> bool:
        return name not in files and f"{name}-kept" not in data and f"{name}-remove" not in data

    def use_required_attribute(self, initial: Any) -> bool:
        return not self.is_hidden and not initial


def carry_files(form: forms.BaseForm, *, agency_id: int, person_id: int) -> None:
    """Carry the form's files over to the next try: of this kind of form, by this person, for this agency alone.

    What is uploaded counts as this agency's: see ``files.quota``.
    """
    for field in form.fields.values():
        if isinstance(field, EvidenceFileField):
            field.scope = f"{type(form).__module__}.{type(form).__qualname__} {agency_id} {person_id}"
            field.agency_id = agency_id


def file_changes(cleaned: Mapping[str, Any], field: str) -> dict[str, Any]:
    """What a cleaned `EvidenceFileField` changes in a row: ``{field: StoredFile, field_name: "MOU.pdf"}``.

    None and "" when the file was removed; nothing when it wasn't touched.
    """
    upload: CheckedUpload | Literal[False] | None = cleaned[field]
    if upload is None:
        return {}
    stored, name = (upload.stored, upload.name) if upload else (None, "")
    return {field: stored, f"{field}_name": name}


def say_what_was_done(request: HttpRequest, form: forms.BaseForm) -> None:
    """Tell who sent the form what was done with its files before they were kept: converted, flattened, made smaller."""
    for name, field in form.fields.items():
        upload = form.cleaned_data.get(name) if isinstance(field, EvidenceFileField) else None
        for sentence in upload.told() if upload else ():
            messages.info(request, sentence)


def _help(words: str | Promise, allowed: tuple[str, ...]) -> str:
    return f"{words} {what_is_taken(allowed)}".lstrip()


_helping = lazy(_help, str)


class EvidenceFileField(forms.Field):
    """One file. Its cleaned value is a `CheckedUpload` that is stored already, False to remove the current one, or None.

    Nothing is carried over to the next try unless the form says for whom, by `carry_files` in its ``__init__``.
    An ``initial`` `CurrentFile` is shown, and satisfies ``required``. The help text goes on to say what is taken.
    """

    widget = EvidenceFileInput
    default_error_messages = {
        "required": _("Choose a file."),
        "kept": _("The file that was kept for you has expired. Please choose it again."),
        "encoding": _("No file arrived. Please choose it again."),
    }

    def __init__(
        self, *, allowed: Iterable[str] = ALL_KINDS, help_text: str | Promise = "", **options: Any
    ) -> None:
        self.allowed = tuple(allowed)
        self.scope = ""
        self.agency_id: int | None = None
        super().__init__(help_text=_helping(help_text, self.allowed), **options)
        endings = [*self.allowed, *(also for also, kind in SAME_AS.items() if kind in self.allowed)]
        self.widget.accept = ",".join(f".{ending}" for ending in endings)

    def clean(self, value: Posted | None, initial: Any = None) -> CheckedUpload | Literal[False] | None:
        """Check and store what was sent, or find again what was kept.

        A new file takes the place of a kept one; when it is refused, the kept one is still carried on.
        """
        value = value or Posted(None, "", False)
        kept: CheckedUpload | None = None
        if value.kept and not value.remove:
            kept = self._find_kept(value.kept)
            self._carry(kept)
        if value.upload is not None:
            kept = self._store(value.upload)
            self._carry(kept)
        if kept is not None:
            return kept
        if value.remove and not self.required:
            return False
        if self.required and not initial:
            raise ValidationError(self.error_messages["required"], code="required")
        return None

    def bound_data(self, data: Any, initial: Any) -> Any:
        """A form shown again shows the file that the row has; what was sent is the widget's to show."""
        return initial

    def has_changed(self, initial: Any, data: Posted | None) -> bool:
        return bool(data and (data.upload or data.kept or data.remove))

    def _clean_bound_field(self, bound: forms.BoundField) -> CheckedUpload | Literal[False] | None:
        """How Django's forms clean a field that looks at its initial value too."""
        return self.clean(bound.data, bound.initial)

    def _store(self, upload: Any) -> CheckedUpload:
        if not hasattr(upload, "chunks"):
            raise ValidationError(self.error_messages["encoding"], code="encoding")
        if self.agency_id is not None:
            quota.spend(self.agency_id, upload.size or 0)
        checked = clean_upload(upload, allowed=self.allowed)
        stored = keep_upload(checked)
        if checked.content is not None:
            checked.content.close()
        return CheckedUpload(
            checked.name, checked.kind, stored.media_type, stored.size, stored=stored, notes=checked.notes
        )

    def _carry(self, upload: CheckedUpload) -> None:
        if not self.scope or upload.stored is None:
            return
        kept = [self.scope, upload.stored.pk, upload.name, upload.kind, upload.notes]
        note = signing.dumps(kept, salt=_SALT)
        self.widget.kept = (note, upload.name)

    def _find_kept(self, note: str) -> CheckedUpload:
        refused = ValidationError(self.error_messages["kept"], code="kept")
        try:
            scope, pk, name, kind, notes = signing.loads(note, salt=_SALT, max_age=KEPT_SECONDS)
        except (signing.BadSignature, ValueError, TypeError):
            raise refused from None
        stored = StoredFile.objects.filter(pk=pk).first()
        may_be = {*self.allowed, *(made for one in self.allowed for made in MADE.get(one, ()))}
        if not self.scope or scope != self.scope or kind not in may_be or stored is None:
            raise refused
        return CheckedUpload(name, kind, MEDIA_TYPES[kind], stored.size, stored=stored, notes=tuple(notes))


class TemporaryFileUploadHandler(uploadhandler.TemporaryFileUploadHandler):
    """Django's, which leaves a file that it couldn't write to its end to the next collection of garbage."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        try:
            return super().receive_data_chunk(raw_data, start)
        except OSError:
            # What is still to be written doesn't fit either: closing it fails, and takes the file away all the same.
            with suppress(OSError):
                self.upload_interrupted()
            raise
