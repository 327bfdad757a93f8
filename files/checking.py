"""Files that people send: what is taken, and how it is checked.

The rules are in ``files.inspection``; here are the words. A file is judged by its content, in a process of its own.
"""

import logging
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.formats import get_format, number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _

from files import sandbox, store
from files.models import StoredFile
from files.names import clean_name, ending_of, hides_a_program

logger = logging.getLogger(__name__)

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "png": "image/png",
    "jpg": "image/jpeg",
    # As telephones take pictures; kept as JPEG, which every computer shows.
    "heic": "image/jpeg",
    # As offices scan; kept as a PDF with the same pages, or as PNG where no PDF is taken.
    "tiff": "application/pdf",
}
ALL_KINDS = tuple(MEDIA_TYPES)
# What a document may come as, a scan or a photograph of it, and a picture such as a logo.
SCANS = ("pdf", "png", "jpg", "heic", "tiff")
DOCUMENTS = ("pdf", "docx", *SCANS[1:])
PICTURES = ("png", "jpg", "heic", "tiff")
# What a file of some kinds becomes before it is kept.
MADE = {"heic": ("jpg",), "tiff": ("pdf", "png")}
SAME_AS = {"jpeg": "jpg", "heif": "heic", "tif": "tiff"}
_SHOWN_AS = {
    "pdf": "PDF",
    "docx": "Word (.docx)",
    "xlsx": "Excel (.xlsx)",
    "csv": "CSV",
    "png": "PNG",
    "jpg": "JPEG",
    "heic": "HEIC",
    "tiff": "TIFF",
}

# What was done with a file before it was kept, as its sender is told. Each goes with the file's name.
NOTES = {
    "heic_converted": _("%(name)s was converted from HEIC to JPEG, which every computer shows."),
    "tiff_converted": _("%(name)s was converted from TIFF, so that every computer shows it."),
    "picture_scaled": _("%(name)s was very large and was made smaller. Check that it can be read."),
    "pdf_unwrapped": _("What a printer had added around the pages of %(name)s was taken out."),
    "pdf_unlocked": _("%(name)s was protected against changes. We kept a copy without this protection."),
    "pdf_flattened": _("%(name)s was a form. What is filled in is now part of its pages."),
    "pdf_stripped": _("%(name)s held a program or started something by itself. That was taken out."),
}

# What went wrong, and how to correct it.
PROBLEMS = {
    "empty": _("The file is empty. Choose another one."),
    "name": _(
        "The file's name has a second, hidden ending (such as .exe.pdf). Rename the file and send it again."
    ),
    "damaged": _(
        "The file is damaged or incomplete. Open it in the program that made it, save it again and send that."
    ),
    "too_heavy": _("The file is too complicated to be checked. Save or print it as a PDF and send that."),
    "not_pdf": _(
        "The name says PDF, but the content is something else. Save or print the document as a PDF."
    ),
    "not_docx": _(
        "The name says Word, but the content is something else. Save the document as .docx or PDF."
    ),
    "not_xlsx": _("The name says Excel, but the content is something else. Save the workbook as .xlsx."),
    "not_csv": _("The name says CSV, but the content is something else. Save the table as CSV UTF-8."),
    "not_png": _("The name says PNG, but the content is something else. Save the picture as PNG or JPEG."),
    "not_jpg": _("The name says JPEG, but the content is something else. Save the picture as PNG or JPEG."),
    "not_tiff": _("The name says TIFF, but the content is something else. Save the scan as PDF."),
    "tiff_pages": _("The scan has more than one page. Save the page with the picture as PNG or JPEG."),
    "tiff_too_long": _("The scan has more than 100 pages. Save it as PDF, or send the pages that matter."),
    "not_heic": _("The name says HEIC, but the content is something else. Save the picture as PNG or JPEG."),
    "pdf_encrypted": _(
        "The PDF is protected by a password. Save a copy without protection, or print it to a new PDF."
    ),
    "pdf_script": _("The PDF contains a program (JavaScript). Print it to a new PDF and send that."),
    "pdf_action": _(
        "The PDF starts something or opens other files by itself. Print it to a new PDF and send that."
    ),
    "pdf_attachment": _("Other files are attached inside the PDF. Send each as a file of its own."),
    "pdf_form": _(
        "The PDF is a form that can't be read as it is filled in. Print the filled-in form to a new PDF and send that."
    ),
    "pdf_trailing": _("There is something after the end of the PDF. Print it to a new PDF and send that."),
    "pdf_too_much": _("The PDF has too many parts. Print it to a new PDF, or send the pages that matter."),
    "office_old": _(
        "The file has a password or is in the old Office format. Remove the password, or save it as .docx, .xlsx or PDF."
    ),
    "office_macros": _("The file contains macros. Save it without them (.docx or .xlsx), or as a PDF."),
    "office_objects": _(
        "The file has other files or programs embedded in it. Save it as a PDF and send that."
    ),
    "office_external": _(
        "The file refers to other files outside itself. Break these links, or save it as a PDF."
    ),
    "office_bomb": _(
        "The file is far larger when unpacked than an ordinary document. Save it as a PDF and send that."
    ),
    "office_paths": _("The file isn't a valid Office document. Save it again as .docx, .xlsx or PDF."),
    "picture_too_large": _(
        "The picture has too many pixels. The limit is 40 million (HEIC 52 million, JPEG 250 million). "
        "Save it as JPEG or in a smaller size."
    ),
    "picture_trailing": _(
        "There is something after the end of the picture. Save the picture again and send that."
    ),
    "csv_encoding": _("The table's characters can't be read. Save it as “CSV UTF-8” and send that."),
    "csv_quotes": _(
        "A quotation mark in the table is never closed. Correct it, or save the table again as CSV UTF-8."
    ),
    "csv_too_long": _("The table has more than 500,000 rows. Send the part that matters."),
    "no_room": _(
        "The file can't be stored at the moment. Nothing else is lost. Please try again in a few minutes."
    ),
}


@dataclass(frozen=True, slots=True)
class CheckedUpload:
    """A file that was found to be what it says. ``stored`` is its row once it is kept; ``notes`` are keys of NOTES."""

    name: str
    kind: str
    media_type: str
    size: int
    content: IO[bytes] | None = None
    stored: StoredFile | None = None
    notes: tuple[str, ...] = ()

    def told(self) -> list[str]:
        """What was done with the file, in sentences for who sent it."""
        return [str(NOTES[note] % {"name": self.name}) for note in self.notes]

    def chunks(self) -> Iterator[bytes]:
        """The bytes to keep: not those that were sent where a picture was encoded again or a PDF made plain."""
        if self.content is not None:
            self.content.seek(0)
            yield from sandbox.chunks(self.content)
        elif self.stored is not None:
            with store.open_file(self.stored) as file:
                yield from sandbox.chunks(file)


def what_is_taken(allowed: Iterable[str]) -> str:
    """Which kinds of file, and how large: "PDF or Word (.docx), up to 20 MB."."""
    kinds = get_text_list([_SHOWN_AS[kind] for kind in allowed], _("or"))
    most = number_format(settings.UPLOAD_MAX_BYTES / 2**20, decimal_pos=1).removesuffix(
        get_format("DECIMAL_SEPARATOR") + "0"
    )
    return str(_("%(kinds)s, up to %(most)s MB.") % {"kinds": kinds, "most": most})


def clean_upload(upload: UploadedFile, *, allowed: Iterable[str] = ALL_KINDS) -> CheckedUpload:
    """Check what was uploaded: its name's ending, its size, and that its content is what the ending says.

    ``allowed`` are kinds out of ALL_KINDS. Raises ValidationError with words that say how to correct it; its code is a key
    of PROBLEMS, or ``kind`` or ``size``.
    """
    allowed = tuple(allowed)
    name = clean_name(upload.name or "")
    kind = SAME_AS.get(ending_of(name), ending_of(name))
    if kind not in allowed:
        kinds = ", ".join(_SHOWN_AS[one] for one in allowed)
        raise ValidationError(
            _("This kind of file isn't accepted. Send one of these: %(kinds)s."), "kind", {"kinds": kinds}
        )
    if hides_a_program(name):
        raise _problem("name")
    if not upload.size:
        raise _problem("empty")
    if upload.size > settings.UPLOAD_MAX_BYTES:
        sizes = {"size": filesizeformat(upload.size), "most": filesizeformat(settings.UPLOAD_MAX_BYTES)}
        raise ValidationError(
            _("The file is %(size)s. The limit is %(most)s. Save it smaller, or send the pages that matter."),
            "size",
            sizes,
        )
    try:
        return _checked(upload, name, "tiff_picture" if kind == "tiff" and "pdf" not in allowed else kind)
    except OSError as error:
        raise _no_room(error) from None


def keep_upload(upload: CheckedUpload) -> StoredFile:
    """Store a checked file, once. Raises ValidationError when there is no room; nothing is left behind then."""
    if upload.stored is not None:
        return upload.stored
    try:
        return store.keep(upload.chunks(), media_type=upload.media_type)
    except OSError as error:
        raise _no_room(error) from None


def _checked(upload: UploadedFile, name: str, kind: str) -> CheckedUpload:
    source = tempfile.TemporaryFile()  # noqa: SIM115 - handed on to the caller, who keeps it
    for chunk in upload.chunks():
        source.write(chunk)
    source.flush()
    inspected = sandbox.inspect(source, kind)
    if inspected.problem is not None:
        source.close()
        raise _problem(inspected.problem)
    content = inspected.content or source
    if content is not source:
        source.close()
    if inspected.kind not in {"", kind}:
        name, kind = f"{name.rpartition('.')[0]}.{inspected.kind}", inspected.kind
    notes = tuple(note for note in inspected.notes if note in NOTES)
    return CheckedUpload(name, kind, MEDIA_TYPES[kind], content.seek(0, 2), content, notes=notes)


def _no_room(error: OSError) -> ValidationError:
    """What the person is told; the operator reads the reason in the log."""
    logger.error("An upload can't be stored: %s", error.strerror)
    return _problem("no_room")


def _problem(code: str) -> ValidationError:
    return ValidationError(PROBLEMS.get(code, PROBLEMS["damaged"]), code)
