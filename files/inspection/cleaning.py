"""Making a plain PDF of one that a printer, a form or a scanner's program left less than plain.

What is made is judged as strictly as what was sent, so whatever can't be taken out is refused.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from files.inspection import Refusal

MOST_VALUES = 1_000_000
# What printers put before and after a document (PJL), and a mark of UTF-8.
_BEFORE = re.compile(
    rb"\A(?:\xef\xbb\xbf|[\x00\t\n\x0c\r ])*(?:\x1b%-12345X(?:@PJL[^\n]{0,200}\n){0,40})?(?=%PDF-)"
)
_AFTER = re.compile(
    rb"(?<=%%EOF)[\x00\t\n\x0c\r ]*\x1b%-12345X(?:@PJL[^\n]{0,200}\n?|\x1b%-12345X|\s){0,20}\Z"
)
# What starts by itself, or at a click, something other than a jump or a web address.
_STARTS = ("/AA", "/JS")
_MULTILINE = 1 << 12


def unwrapped(content: bytes) -> bytes:
    """The PDF without what a printer put around it; as it was sent where there is nothing of the kind."""
    found = _BEFORE.match(content)
    if found is None:
        return content
    body = content[found.end() :]
    return _AFTER.sub(b"", body) if b"\x1b%-12345X" in found.group() else body


def has_fields(pdf: pikepdf.Pdf) -> bool:
    """Whether the PDF is a form that can be filled in."""
    return len(_fields(pdf)) > 0


def is_signed(pdf: pikepdf.Pdf) -> bool:
    """Whether a digital signature covers it, which any change would break."""
    return any(
        isinstance(value, pikepdf.Dictionary) and str(value.get("/FT", "")) == "/Sig" and "/V" in value
        for value in pdf.objects
    )


def flatten(pdf: pikepdf.Pdf) -> None:
    """Draw what is filled in onto the pages, and take the form away. Refuses what can't be drawn whole: nothing is lost."""
    acroform = pdf.Root.get("/AcroForm")
    if acroform is None or "/XFA" in acroform:
        return
    filled = [widget for widget in _widgets(pdf) if _is_filled(widget)]
    if any(not _is_drawn(widget) for widget in filled):
        # Drawing them draws every text field again, and knows one line of Latin letters.
        if not all(_is_plain_line(widget) or _inherited(widget, "/FT") == "/Btn" for widget in filled):
            raise Refusal("pdf_form")
        acroform.NeedAppearances = True
        pdf.generate_appearance_streams()
        if not all(map(_is_drawn, filled)):
            raise Refusal("pdf_form")
    pdf.flatten_annotations("all")
    if "/AcroForm" in pdf.Root:
        del pdf.Root["/AcroForm"]


def strip(pdf: pikepdf.Pdf, harmful: frozenset[str]) -> bool:
    """Take out what runs or starts something, and return whether there was anything. Attached files stay, to be refused."""
    found = False
    opening = pdf.Root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and str(opening.get("/S", "/GoTo")) != "/GoTo":
        del pdf.Root["/OpenAction"]
        found = True
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names:
        del names["/JavaScript"]
        found = True
    budget = MOST_VALUES
    for top in pdf.objects:
        waiting: list[Any] = [top]
        while waiting:
            value = waiting.pop()
            budget -= 1
            if budget < 0:
                raise Refusal("pdf_too_much")
            if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
                # Backwards below: what is taken out of a list moves what follows.
                inside: list[Any] = list(value.keys())
            elif isinstance(value, pikepdf.Array):
                inside = list(range(len(value)))
            else:
                continue
            for key in reversed(inside):
                child = value[key]
                if key in _STARTS or _starts(child, harmful):
                    del value[key]
                    found = True
                elif isinstance(child, pikepdf.Object) and not child.is_indirect:
                    waiting.append(child)
    return found


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The PDF written again, without a password and without what nothing points to."""
    out = io.BytesIO()
    # An ID made of the content: there are no random numbers here.
    pdf.save(out, encryption=False, deterministic_id=True)
    return out.getvalue()


def _open_random_numbers() -> None:
    """Have the library open its source of random numbers while that can be done: the newest encryption asks for some."""
    blank = pikepdf.new()
    blank.add_blank_page()
    blank.save(io.BytesIO(), encryption=pikepdf.Encryption(owner="any", user="", R=6))


def _starts(action: Any, harmful: frozenset[str]) -> bool:
    """Whether this is an action that runs or starts something, or one that others follow."""
    if not isinstance(action, pikepdf.Dictionary):
        return False
    return str(action.get("/S", "")) in harmful or ("/S" in action and "/JS" in action)


def _widgets(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The places on the pages where fields stand."""
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            if (
                isinstance(annotation, pikepdf.Dictionary)
                and str(annotation.get("/Subtype", "")) == "/Widget"
            ):
                yield annotation


def _inherited(widget: Any, key: str) -> Any:
    """A property of a field, which its parents may hold."""
    for _level in range(20):
        if key in widget:
            return widget[key]
        widget = widget.get("/Parent")
        if not isinstance(widget, pikepdf.Dictionary):
            break
    return None


def _is_filled(widget: Any) -> bool:
    value = _inherited(widget, "/V")
    return value is not None and str(value) not in {"", "/Off"}


def _is_drawn(widget: Any) -> bool:
    return "/AP" in widget and "/N" in widget.AP


def _is_plain_line(widget: Any) -> bool:
    value = _inherited(widget, "/V")
    flags = int(_inherited(widget, "/Ff") or 0)
    return (
        str(_inherited(widget, "/FT")) in {"/Tx", "/Ch"}
        and isinstance(value, pikepdf.String)
        and str(value).isascii()
        and str(value).isprintable()
        and not flags & _MULTILINE
    )


def _fields(pdf: pikepdf.Pdf) -> Any:
    acroform = pdf.Root.get("/AcroForm")
    return acroform.get("/Fields", []) if isinstance(acroform, pikepdf.Dictionary) else []


_open_random_numbers()
