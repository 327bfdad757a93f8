"""PDF: opens, without a password, and holds nothing that runs, fetches, attaches or hides.

What prints around it, a form's fields, restrictions without a password, and what runs or starts something are taken out
where that leaves the pages as they are; what is made is then judged like what was sent.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pikepdf

from files.inspection import Made, Refusal, cleaning
from files.inspection.cleaning import MOST_VALUES

# A scanned manual of 300 pages has some 20,000 objects.
MOST_OBJECTS = 50_000
WHITESPACE = b"\x00\t\n\x0c\r "

# What an action may be: a jump inside the document, a web address that the reader clicks, a page turn, a layer.
HARMLESS_ACTIONS = {
    "/GoTo",
    "/URI",
    "/Named",
    "/Thread",
    "/SetOCGState",
    "/Hide",
    "/ResetForm",
    "/Trans",
    "/GoTo3DView",
}
SCRIPTS = {"/JavaScript", "/Rendition"}
HARMFUL_ACTIONS = {
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/RichMediaExecute",
    "/Movie",
    "/Sound",
}
HARMFUL = frozenset(SCRIPTS | HARMFUL_ACTIONS)
ATTACHING_ANNOTATIONS = {"/FileAttachment", "/RichMedia", "/3D", "/Screen", "/Movie", "/Sound"}


def inspect(content: bytes, kind: str) -> Made | None:
    """Refuse what isn't a whole PDF and can't be made a plain one. None where it is plain as it was sent."""
    body = cleaning.unwrapped(content)
    notes = [] if body == content else ["pdf_unwrapped"]
    with _opened(body) as pdf:
        if pdf.is_encrypted:
            notes.append("pdf_unlocked")
        if not cleaning.is_signed(pdf):
            if cleaning.has_fields(pdf):
                cleaning.flatten(pdf)
                notes.append("pdf_flattened")
            if cleaning.strip(pdf, HARMFUL):
                notes.append("pdf_stripped")
        if not notes:
            _check(pdf)
            return None
        made = cleaning.saved(pdf)
    with _opened(made) as plain:
        if plain.is_encrypted:
            raise Refusal("pdf_encrypted")
        _check(plain)
    return Made(made, notes=tuple(notes))


def _opened(content: bytes) -> pikepdf.Pdf:
    """The PDF, if it is whole and of an ordinary size."""
    if not content.startswith(b"%PDF-"):
        raise Refusal("not_pdf")
    if b"%%EOF" not in content:
        raise Refusal("damaged")
    if not content.rstrip(WHITESPACE).endswith(b"%%EOF") or zipfile.is_zipfile(io.BytesIO(content)):
        raise Refusal("pdf_trailing")
    try:
        pdf = pikepdf.open(io.BytesIO(content), attempt_recovery=False, suppress_warnings=True)
    except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError) as error:
        # The newest encryption asks for random numbers, which this process can't reach: another error, the same reason.
        locked = isinstance(error, pikepdf.PasswordError) or b"/Encrypt" in content
        raise Refusal("pdf_encrypted" if locked else "damaged") from None
    if len(pdf.objects) > MOST_OBJECTS:
        raise Refusal("pdf_too_much")
    return pdf


def _check(pdf: pikepdf.Pdf) -> None:
    if len(pdf.pages) == 0:
        raise Refusal("damaged")
    _check_root(pdf.Root)
    _check_outlines(pdf.Root)
    for value in _dictionaries(pdf):
        _check_dictionary(value)


def _check_root(root: Any) -> None:
    names = root.get("/Names", {})
    if "/JavaScript" in names:
        raise Refusal("pdf_script")
    if "/EmbeddedFiles" in names or "/AF" in root or "/Collection" in root:
        raise Refusal("pdf_attachment")
    opening = root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and str(opening.get("/S", "/GoTo")) != "/GoTo":
        raise Refusal("pdf_script" if str(opening.get("/S")) in SCRIPTS else "pdf_action")


def _check_dictionary(value: Any) -> None:
    if "/JS" in value:
        raise Refusal("pdf_script")
    if "/EF" in value or str(value.get("/Type", "")) == "/EmbeddedFile":
        raise Refusal("pdf_attachment")
    if "/XFA" in value:
        raise Refusal("pdf_form")
    style = str(value.get("/S", ""))
    if style in SCRIPTS:
        raise Refusal("pdf_script")
    if style in HARMFUL_ACTIONS:
        raise Refusal("pdf_action")
    if str(value.get("/Type", "")) == "/Action" and style not in HARMLESS_ACTIONS:
        raise Refusal("pdf_action")
    if str(value.get("/Subtype", "")) in ATTACHING_ANNOTATIONS and "/Rect" in value:
        raise Refusal("pdf_attachment")


def _check_outlines(root: Any) -> None:
    """Follow the bookmarks: an entry met twice is a circle, which hangs readers."""
    seen: set[tuple[int, int]] = set()
    waiting = [root.get("/Outlines")]
    while waiting:
        entry = waiting.pop()
        if not isinstance(entry, pikepdf.Dictionary):
            continue
        if entry.objgen in seen:
            raise Refusal("damaged")
        if entry.is_indirect:
            seen.add(entry.objgen)
        waiting += [entry.get("/First"), entry.get("/Next")]


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of the file, stream dictionaries too, also of objects that nothing points to."""
    budget = MOST_VALUES
    for top in pdf.objects:
        waiting: list[Any] = [top]
        while waiting:
            value = waiting.pop()
            budget -= 1
            if budget < 0:
                raise Refusal("pdf_too_much")
            if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
                yield value
                children = [value.get(key) for key in value.keys()]  # noqa: SIM118 - not a mapping
            elif isinstance(value, pikepdf.Array):
                children = list(value)
            else:
                continue
            # Indirect values have their own turn.
            waiting += [
                child for child in children if isinstance(child, pikepdf.Object) and not child.is_indirect
            ]
