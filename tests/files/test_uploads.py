"""The form field: what it gives, and that nothing is lost when the form has a mistake elsewhere."""

import re
from typing import Any

import pytest
import time_machine
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from files.models import StoredFile
from files.store import read
from files.uploads import CheckedUpload, CurrentFile, EvidenceFileField, carry_files, file_changes
from rehearsal.factories.files import stored_file
from rehearsal.samples import docx, pdf, picture

pytestmark = pytest.mark.django_db

MOU = ("MOU.pdf", pdf())


class MouForm(forms.Form):
    """A form as the portal has them: a file and something else that can be wrong."""

    nature = forms.CharField()
    mou = EvidenceFileField(allowed=("pdf", "docx", "jpg"), required=False)

    def __init__(self, *args: Any, scope: str = "agency 1, user 1", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["mou"].scope = scope  # type: ignore[attr-defined]


def send(
    upload: tuple[str, bytes] | None = None,
    *,
    scope: str = "agency 1, user 1",
    form: type[MouForm] = MouForm,
    **data: str,
) -> MouForm:
    """The form as posted."""
    files = {"mou": [SimpleUploadedFile(*upload)]} if upload else {}
    return form(data, MultiValueDict(files), scope=scope)


def note_in(form: MouForm) -> str:
    """The signed note in the form shown again; empty when there is none."""
    found = re.search(r'name="mou-kept" value="([^"]+)"', str(form["mou"]))
    return found.group(1) if found else ""


def test_field_gives_a_checked_upload_that_is_stored() -> None:
    form = send(MOU, nature="co-response")

    assert form.is_valid()
    upload = form.cleaned_data["mou"]
    stored = StoredFile.objects.get()
    assert upload == CheckedUpload("MOU.pdf", "pdf", "application/pdf", len(MOU[1]), stored=stored)
    assert read(stored) == b"".join(upload.chunks()) == MOU[1]


def test_field_left_empty_gives_none() -> None:
    form = send(nature="co-response")

    assert (form.is_valid(), form.cleaned_data["mou"]) == (True, None)


@pytest.mark.parametrize(
    ("upload", "ticked", "changes"),
    [(None, "", {}), (None, "1", {"mou": None, "mou_name": ""}), (MOU, "", {"mou_name": "MOU.pdf"})],
)
def test_file_changes_a_row_when_it_was_sent_or_removed(
    upload: tuple[str, bytes] | None, ticked: str, changes: dict[str, Any]
) -> None:
    form = send(upload, nature="co-response", **{"mou-remove": ticked})
    assert form.is_valid()

    stored = {"mou": StoredFile.objects.get()} if upload else {}
    assert file_changes(form.cleaned_data, "mou") == {**changes, **stored}


def test_file_is_kept_while_the_rest_is_mended() -> None:
    first = send(MOU, nature="")
    assert first.errors == {"nature": ["Fill in this field."]}
    assert "<strong>MOU.pdf</strong> is kept for you" in str(first["mou"])

    still_wrong = send(nature="", **{"mou-kept": note_in(first)})
    mended = send(nature="co-response", **{"mou-kept": note_in(still_wrong)})

    assert mended.is_valid()
    assert (mended.cleaned_data["mou"].name, mended.cleaned_data["mou"].stored) == (
        "MOU.pdf",
        StoredFile.objects.get(),
    )


def test_picture_is_kept_as_it_was_encoded_anew() -> None:
    first = send(("mou.jpeg", picture("JPEG", comment=b"SECRET")), nature="")
    mended = send(nature="co-response", **{"mou-kept": note_in(first)})

    assert mended.is_valid()
    assert b"SECRET" not in read(mended.cleaned_data["mou"].stored)


def test_new_file_takes_the_place_of_the_kept_one() -> None:
    first = send(MOU, nature="")
    second = send(("signed.docx", docx()), nature="co-response", **{"mou-kept": note_in(first)})

    assert second.is_valid()
    assert second.cleaned_data["mou"].name == "signed.docx"


def test_refused_file_leaves_the_kept_one_in_place() -> None:
    first = send(MOU, nature="")
    second = send(("virus.pdf", b"MZ"), nature="co-response", **{"mou-kept": note_in(first)})

    assert "The name says PDF" in second.errors["mou"][0]
    third = send(nature="co-response", **{"mou-kept": note_in(second)})
    assert third.is_valid()
    assert third.cleaned_data["mou"].name == "MOU.pdf"


def test_kept_file_can_be_given_up() -> None:
    first = send(MOU, nature="")
    second = send(nature="co-response", **{"mou-kept": note_in(first), "mou-remove": "1"})

    assert (second.is_valid(), second.cleaned_data["mou"]) == (True, False)


@pytest.mark.parametrize("scope", ["agency 2, user 1", "agency 1, user 2", ""])
def test_note_is_good_for_nobody_else(scope: str) -> None:
    note = note_in(send(MOU, nature=""))
    stolen = send(scope=scope, nature="co-response", **{"mou-kept": note})

    assert stolen.errors == {"mou": ["The file that was kept for you has expired. Please choose it again."]}
    # The same note where it belongs.
    assert send(nature="co-response", **{"mou-kept": note}).is_valid()


@pytest.mark.parametrize("note", ["x", "a:b:c", "W10:1:x", "\x00", "é" * 50])
def test_note_that_we_did_not_write_is_refused(note: str) -> None:
    assert "mou" in send(nature="co-response", **{"mou-kept": note}).errors


def test_note_expires() -> None:
    with time_machine.travel("2026-01-05 08:00Z", tick=False):
        note = note_in(send(MOU, nature=""))
    with time_machine.travel("2026-01-05 19:59Z", tick=False):
        assert send(nature="co-response", **{"mou-kept": note}).is_valid()
    with time_machine.travel("2026-01-05 20:01Z", tick=False):
        assert "mou" in send(nature="co-response", **{"mou-kept": note}).errors


def test_note_does_not_smuggle_a_kind_that_another_field_takes() -> None:
    class PicturesOnly(MouForm):
        mou = EvidenceFileField(allowed=("jpg",), required=False)

    note = note_in(send(MOU, nature=""))

    assert "mou" in send(form=PicturesOnly, nature="co-response", **{"mou-kept": note}).errors


def test_field_without_a_scope_carries_nothing_over() -> None:
    assert note_in(send(MOU, scope="", nature="")) == ""


def test_required_field_is_content_with_the_current_file() -> None:
    class Required(MouForm):
        mou = EvidenceFileField(allowed=("pdf",))

    current = CurrentFile("MOU.pdf", "/agency/x/partnerships/x/mou/")
    without = Required({"nature": "co-response"}, {})
    having = Required({"nature": "co-response"}, {}, initial={"mou": current})

    assert without.errors == {"mou": ["Choose a file."]}
    assert (having.is_valid(), having.cleaned_data["mou"]) == (True, None)
    assert '<a href="/agency/x/partnerships/x/mou/">MOU.pdf</a>' in str(having["mou"])
    assert "mou-remove" not in str(having["mou"])


def test_current_file_can_be_removed() -> None:
    form = MouForm({"nature": "x", "mou-remove": "1"}, {}, initial={"mou": CurrentFile("MOU.pdf", "/x/")})

    assert "mou-remove" in str(form["mou"])
    assert (form.is_valid(), form.cleaned_data["mou"]) == (True, False)


def test_name_is_shown_as_text() -> None:
    form = send(('"><script>x.pdf', pdf()), nature="")

    assert "&quot;&gt;&lt;script&gt;x.pdf" in str(form["mou"])
    assert "<script>" not in str(form["mou"])


def test_widget_tells_the_browser_what_is_taken_and_reads_well() -> None:
    shown = str(send(MOU, nature="")["mou"])

    assert 'accept=".pdf,.docx,.jpg,.jpeg"' in shown
    assert 'aria-describedby="id_mou_helptext id_mou_kept"' in shown
    assert 'id="id_mou"' in shown


def test_two_forms_do_not_share_what_was_kept() -> None:
    """The note is kept on the form's own copy of the field."""
    send(MOU, nature="").is_valid()

    assert note_in(MouForm()) == ""


def test_stored_file_is_not_found_by_guessing() -> None:
    """The number of a stored file is worth nothing without our signature."""
    stored = stored_file()

    assert "mou" in send(nature="co-response", **{"mou-kept": str(stored.pk)}).errors


@pytest.mark.parametrize(
    ("most", "words"),
    [
        (20 * 2**20, "PDF, Word (.docx) or JPEG, up to 20 MB."),
        (2**19, "PDF, Word (.docx) or JPEG, up to 0.5 MB."),
    ],
)
def test_help_says_what_is_taken(settings: Any, most: int, words: str) -> None:
    settings.UPLOAD_MAX_BYTES = most
    field = EvidenceFileField(allowed=("pdf", "docx", "jpg"), help_text="Recommended.")

    assert str(MouForm().fields["mou"].help_text) == words
    assert str(field.help_text) == f"Recommended. {words}"


class OtherMouForm(MouForm):
    """Another kind of form with a file."""


@pytest.mark.parametrize(
    ("kind", "agency", "person", "found"),
    [(MouForm, 1, 1, True), (MouForm, 2, 1, False), (MouForm, 1, 2, False), (OtherMouForm, 1, 1, False)],
)
def test_kept_file_is_for_the_same_form_agency_and_person(
    kind: type[MouForm], agency: int, person: int, found: bool
) -> None:
    first = MouForm({}, MultiValueDict({"mou": [SimpleUploadedFile(*MOU)]}))
    carry_files(first, agency_id=1, person_id=1)
    again = kind({"nature": "co-response", "mou-kept": note_in(first)})
    carry_files(again, agency_id=agency, person_id=person)

    assert again.is_valid() == found
