"""The agency's own letterhead: checked, encoded again, printed, and kept by what was made with it."""

import io
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import User
from agencies import actions as agencies
from agencies import queries as agency_queries
from agencies.models import Agency, Letterhead, Membership
from common.problems import Conflict, NotAllowed, Refused
from compliance.report import Report
from documents import actions, queries
from documents.content import paper_from_data
from documents.models import Document
from documents.rendering import PictureMissing, render_pdf
from files.models import StoredFile
from files.store import keep_bytes, read
from pledges import actions as pledges
from pledges import queries as pledge_queries
from rehearsal.factories.documents import letter_draft
from rehearsal.factories.files import stored_file
from rehearsal.factories.pledges import member
from tests.clients import AgencyClient
from tests.documents.reading import text_of
from tests.documents.samples import LETTER
from tests.trail import verbs

pytestmark = pytest.mark.django_db
LINES = "City of Saranac Lake\nDepartment of Police\n1 Main Street"


def picture(color: str = "#14284b", size: tuple[int, int] = (2400, 300), kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, kind)
    return out.getvalue()


def kept(color: str = "#14284b") -> StoredFile:
    return keep_bytes(picture(color), media_type="image/png")


def set_one(agency: Agency, by: User, **changes: Any) -> Letterhead | None:
    now = agency_queries.letterhead(agency)
    values = {"picture": None, "lines": "", "seen": now.pk if now else 0} | changes
    return agencies.set_letterhead(agency=agency, by=by, **values)


def pictures_in(pdf: bytes) -> list[tuple[int, int]]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = {image.objgen: image for page in document.pages for image in page.get_images().values()}
        return [(int(image.Width), int(image.Height)) for image in found.values()]


def made(draft: Any, lead: User) -> Document:
    return actions.render(actions.request_letter(completion=draft, by=lead).pk)


def test_letter_has_the_picture_and_nothing_of_the_profiles_letterhead() -> None:
    draft, lead = letter_draft()
    set_one(draft.agency, lead, picture=kept(), picture_name="top.png")

    letter = made(draft, lead)

    assert letter.file is not None
    pdf = read(letter.file)
    assert pictures_in(pdf) == [(1600, 200)]
    assert (draft.agency.phone or "none") not in text_of(pdf)


def test_letter_has_the_lines() -> None:
    draft, lead = letter_draft()
    set_one(draft.agency, lead, lines=f"  {LINES}\n\n ")

    letter = made(draft, lead)

    assert letter.content["agency"]["lines"] == LINES.splitlines()
    assert letter.file is not None
    assert "Department of Police" in text_of(read(letter.file))


def test_letter_is_out_of_date_when_the_letterhead_changes_and_says_what_it_said() -> None:
    draft, lead = letter_draft()
    before = made(draft, lead)
    draft.refresh_from_db()
    was = (pledge_queries.letter_is_current(draft), dict(before.content))

    set_one(draft.agency, lead, picture=kept())
    draft.refresh_from_db()
    before.refresh_from_db()

    assert was == (True, before.content)
    assert not pledge_queries.letter_is_current(draft)


def test_submitted_letter_keeps_its_letterhead_whatever_is_set_afterwards() -> None:
    draft, lead = letter_draft()
    set_one(draft.agency, lead, picture=kept())
    made(draft, lead)
    draft.refresh_from_db()
    sent = pledges.submit(completion=draft, version=draft.version, attested=True, by=lead)
    first = agency_queries.letterhead(sent.agency)

    set_one(sent.agency, lead, lines=LINES)

    frozen = pledge_queries.frozen_particulars(sent)
    assert first is not None
    assert first.picture is not None
    assert frozen.own_letterhead is not None
    assert (frozen.own_letterhead.picture, frozen.own_letterhead.lines) == (first.picture.sha256, ())
    assert queries.letter_of(sent) is not None
    # Every row that a letter may name stays, and so do its bytes.
    assert Letterhead.objects.filter(agency=sent.agency).count() == 2
    assert pledge_queries.letter_is_current(sent)


def test_letterhead_of_before_is_read_as_none_and_its_digest_stays() -> None:
    draft, lead = letter_draft()
    made(draft, lead)
    draft.refresh_from_db()
    sent = pledges.submit(completion=draft, version=draft.version, attested=True, by=lead)

    assert sent.particulars is not None
    assert "own_letterhead" not in sent.particulars
    assert pledge_queries.frozen_particulars(sent).own_letterhead is None
    assert queries.frozen_submission(sent).digest == sent.submission_digest
    assert isinstance(pledge_queries.frozen_assessment(sent).report, Report)


def test_paper_shows_only_the_very_bytes_that_it_names() -> None:
    stored = kept()
    paper = paper_from_data(
        "letter", LETTER.to_data() | {"agency": LETTER.agency.to_data() | {"picture": stored.sha256}}
    )

    for given in ({}, {stored.sha256: picture("#ffffff")}, {"0" * 64: read(stored)}):
        with pytest.raises(PictureMissing):
            render_pdf(paper, pictures=given)
    assert pictures_in(render_pdf(paper, pictures={stored.sha256: read(stored)})) == [(2400, 300)]


def test_letterhead_is_set_once_and_recorded() -> None:
    draft, lead = letter_draft()
    before = verbs()

    first = set_one(draft.agency, lead, picture=kept(), picture_name="top.png")
    again = set_one(draft.agency, lead, picture=kept(), picture_name="top.png")

    assert first is not None
    assert first == again
    assert verbs()[len(before) :] == ["agencies.letterhead_set"]


def test_letterhead_set_meanwhile_is_not_overwritten() -> None:
    draft, lead = letter_draft()
    set_one(draft.agency, lead, lines=LINES)

    with pytest.raises(Conflict):
        set_one(draft.agency, lead, lines="Other", seen=0)


@pytest.mark.parametrize("content", [b"MZ", b"<svg xmlns='http://www.w3.org/2000/svg'/>", picture()[:90]])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    draft, lead = letter_draft()

    with pytest.raises(Refused):
        set_one(draft.agency, lead, picture=stored_file(content, "image/png"))
    assert not Letterhead.objects.exists()


def test_more_lines_than_a_letterhead_has_are_refused() -> None:
    draft, lead = letter_draft()

    with pytest.raises(Refused):
        set_one(draft.agency, lead, lines="\n".join(map(str, range(9))))


@pytest.mark.parametrize(
    ("role", "may"), [("lead", True), ("editor", True), ("signatory", True), ("viewer", False)]
)
def test_who_writes_the_letter_sets_its_letterhead(role: str, may: bool) -> None:
    draft, _lead = letter_draft()
    person = member(draft.agency, Membership.Role(role))

    try:
        set_one(draft.agency, person, lines=LINES)
    except NotAllowed:
        assert not may
    else:
        assert may


def test_page_takes_a_picture_shows_it_and_takes_it_off_again() -> None:
    draft, lead = letter_draft()
    client = AgencyClient()
    client.force_login(lead)
    sent = SimpleUploadedFile("top.jpg", picture(kind="JPEG"), content_type="image/jpeg")

    saved = client.post("profile/letterhead/", {"version": 0, "lines": "", "picture": sent})
    now = agency_queries.letterhead(draft.agency)
    page = client.get("profile/letterhead/")
    shown = client.get("profile/letterhead/picture/")

    assert (saved.status_code, page.status_code, shown["Content-Type"]) == (302, 200, "image/png")
    assert now is not None
    assert now.picture_name == "top.jpg"
    assert "Letterhead of" in page.content.decode()
    client.post("profile/letterhead/", {"version": now.pk, "lines": LINES, "picture-remove": "1"})
    after = agency_queries.letterhead(draft.agency)
    assert after is not None
    assert (after.picture, after.lines) == (None, LINES)
    assert client.get("profile/letterhead/picture/").status_code == 404


def test_page_keeps_the_picture_when_only_lines_change() -> None:
    draft, lead = letter_draft()
    client = AgencyClient()
    client.force_login(lead)
    first = set_one(draft.agency, lead, picture=kept(), picture_name="top.png")
    assert first is not None

    client.post("profile/letterhead/", {"version": first.pk, "lines": LINES})

    after = agency_queries.letterhead(draft.agency)
    assert after is not None
    assert (after.picture, after.picture_name, after.lines) == (first.picture, "top.png", LINES)
