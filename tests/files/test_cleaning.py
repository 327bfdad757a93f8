"""What offices, printers, forms and phones make is taken: converted, flattened or made smaller, and its sender is told."""

import io

import pikepdf
import pypdfium2
import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from pikepdf import Dictionary, Name
from PIL import Image
from pillow_heif import from_pillow

from evidence.forms import EntryForm
from files.checking import DOCUMENTS, PICTURES, SCANS, CheckedUpload, clean_upload
from files.uploads import EvidenceFileField, say_what_was_done
from rehearsal.samples import bytes_of, form, pdf, picture, scan
from tests.files.hostile import mended

PREFIX = b"\x1b%-12345X@PJL JOB\r\n@PJL SET RESOLUTION=600\r\n@PJL ENTER LANGUAGE=PDF\r\n"
SUFFIX = b"\x1b%-12345X@PJL EOJ\r\n\x1b%-12345X"


def take(name: str, content: bytes, allowed: tuple[str, ...] = DOCUMENTS) -> tuple[CheckedUpload, bytes]:
    """The upload as it is taken, and the bytes that are kept."""
    checked = clean_upload(SimpleUploadedFile(name, content), allowed=allowed)
    return checked, b"".join(checked.chunks())


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.parametrize(
    ("what", "name", "content", "note"), [pytest.param(*one, id=one[0]) for one in mended()]
)
def test_what_runs_starts_or_restricts_is_taken_out(what: str, name: str, content: bytes, note: str) -> None:
    checked, kept = take(name, content)

    assert (note in checked.notes, checked.kind, kept != content) == (True, "pdf", True)
    assert [word for word in (b"/JavaScript", b"/JS", b"/Launch", b"/AA", b"/Encrypt") if word in kept] == []
    # What was made is a plain PDF: sent again it is taken as it is.
    again, same = take(name, kept)
    assert (again.notes, same) == ((), kept)


def test_a_form_is_flattened_and_its_scripts_go() -> None:
    sent = bytes_of(form(script="AFDate_KeystrokeEx('mm/dd/yyyy');"))

    checked, kept = take("mou.pdf", sent)

    assert checked.told()[0] == "mou.pdf was a form. What is filled in is now part of its pages."
    assert "SIGNED-ON-MAY-4" in text_of(kept)
    with pikepdf.open(io.BytesIO(kept)) as document:
        assert "/AcroForm" not in document.Root
    assert b"/JS" not in kept


@pytest.mark.parametrize(("value", "flags"), [("one line\nand another", 1 << 12), ("東京", 0)])
def test_a_form_whose_words_could_not_be_drawn_whole_is_refused_and_nothing_is_lost(
    value: str, flags: int
) -> None:
    document = form()
    document.Root.AcroForm.Fields[0].V = value
    document.Root.AcroForm.Fields[0].Ff = flags
    with pytest.raises(ValidationError, match="Print the filled-in form to a new PDF"):
        take("mou.pdf", bytes_of(document))


def test_a_digitally_signed_pdf_is_kept_as_it_is() -> None:
    document = form()
    signature = Dictionary(FT=Name.Sig, T=b"sig", V=Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite")))
    document.Root.AcroForm.Fields.append(document.make_indirect(signature))
    sent = bytes_of(document)

    assert take("mou.pdf", sent)[1] == sent
    document.Root.AA = Dictionary(WC=Dictionary(S=Name.JavaScript, JS=b"app.alert(1)"))
    with pytest.raises(ValidationError, match="Print it to a new PDF"):
        take("mou.pdf", bytes_of(document))


@pytest.mark.parametrize(
    "sent", [PREFIX + pdf() + SUFFIX, PREFIX + pdf(), b"\xef\xbb\xbf" + pdf(), b"\r\n\x00" + pdf()]
)
def test_what_a_printer_puts_around_a_pdf_goes(sent: bytes) -> None:
    checked, kept = take("policy.pdf", sent)

    assert (checked.notes, kept[:5], kept.rstrip()[-5:]) == (("pdf_unwrapped",), b"%PDF-", b"%%EOF")
    assert b"PJL" not in kept


def test_a_pdf_that_a_password_opens_stays_refused_and_says_how_to_go_on() -> None:
    locked = pikepdf.Encryption(owner="owner", user="user")
    with pytest.raises(ValidationError, match="Save a copy without protection"):
        take("policy.pdf", bytes_of(form(), encryption=locked))


def test_a_scan_of_several_pages_becomes_a_pdf_of_them() -> None:
    checked, kept = take("Signed letter.TIF", scan(3))

    assert (checked.name, checked.kind, checked.media_type) == ("Signed letter.pdf", "pdf", "application/pdf")
    assert checked.told() == ["Signed letter.pdf was converted from TIFF, so that every computer shows it."]
    document = pypdfium2.PdfDocument(kept)
    assert [tuple(map(round, page.get_size())) for page in document] == [(612, 792)] * 3
    shown = document[2].render().to_pil().convert("L")
    assert abs(shown.getpixel((300, 300)) - 253) < 3


@pytest.mark.parametrize("compression", ["group4", "tiff_lzw", "jpeg", "tiff_deflate", None])
def test_scans_are_taken_however_they_are_compressed(compression: str | None) -> None:
    mode = "1" if compression == "group4" else "RGB" if compression == "jpeg" else "L"
    checked, kept = take(
        "scan.tiff", scan(1, mode=mode, **({"compression": compression} if compression else {}))
    )
    assert (checked.kind, len(pypdfium2.PdfDocument(kept))) == ("pdf", 1)


def test_a_fine_scan_is_made_smaller_and_said_so() -> None:
    checked, kept = take("scan.tif", scan(1, mode="1", size=(5100, 6600), compression="group4"))
    assert checked.notes == ("tiff_converted", "picture_scaled")
    assert len(kept) < 2_000_000


def test_a_scanned_logo_becomes_a_png_and_one_of_several_pages_is_asked_about() -> None:
    checked, kept = take("logo.tif", scan(1, mode="RGB", size=(300, 100)), PICTURES)
    with Image.open(io.BytesIO(kept)) as shown:
        assert (checked.name, checked.media_type, shown.size) == ("logo.png", "image/png", (300, 100))
    with pytest.raises(ValidationError, match="Save the page with the picture as PNG or JPEG"):
        take("logo.tif", scan(2), PICTURES)


def test_a_phones_largest_photographs_are_made_smaller() -> None:
    checked, kept = take("IMG_1.jpg", picture("JPEG", "RGB", (8064, 6048)), SCANS)
    with Image.open(io.BytesIO(kept)) as shown:
        assert (shown.size, checked.notes) == ((4032, 3024), ("picture_scaled",))


def test_a_phones_own_format_is_taken_wherever_a_document_is() -> None:
    out = io.BytesIO()
    from_pillow(Image.new("RGB", (640, 480), "#14284b")).save(out, format="HEIF")
    checked, _kept = take("IMG_2.HEIC", out.getvalue())
    assert checked.told() == ["IMG_2.jpg was converted from HEIC to JPEG, which every computer shows."]


def test_every_upload_of_a_document_takes_scans_and_photographs() -> None:
    kinds = {}
    waiting: list[type] = list(_forms())
    for one in waiting:
        for name, field in one.base_fields.items():  # type: ignore[attr-defined]
            if isinstance(field, EvidenceFileField):
                kinds[f"{one.__name__}.{name}"] = set(field.allowed)
    assert len(kinds) >= 6
    lacking = {name: {"heic", "tiff", "jpg", "png"} - taken for name, taken in kinds.items()}
    assert {name: kinds for name, kinds in lacking.items() if kinds} == {}


def test_who_sends_a_file_is_told_what_was_done_with_it() -> None:
    request = RequestFactory().post("/")
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]

    class Form:
        fields = {"mou": EvidenceFileField(), "policy": EvidenceFileField()}
        cleaned_data = {
            "mou": CheckedUpload("a.pdf", "pdf", "application/pdf", 9, notes=("pdf_unlocked",)),
            "policy": None,
        }

    say_what_was_done(request, Form())  # type: ignore[arg-type]
    assert [str(message) for message in get_messages(request)] == [
        "a.pdf was protected against changes. We kept a copy without this protection."
    ]


def _forms() -> list[type]:
    from agencies.forms import LetterheadForm
    from documents.forms import SignForm
    from partnerships import forms as partnerships
    from pledges.forms import SignedLetterForm, SubmitForm
    from policies import forms as policies
    from training.forms.courses import RequestForm

    entries = [
        found
        for module in (partnerships, policies)
        for found in vars(module).values()
        if isinstance(found, type) and issubclass(found, EntryForm) and found is not EntryForm
    ]
    return [LetterheadForm, SignForm, SignedLetterForm, SubmitForm, RequestForm, *entries]
