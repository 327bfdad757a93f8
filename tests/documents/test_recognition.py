"""Recognition: for members of a certified agency, from approved facts alone, and only as long as the certificate holds."""

import io
import re
import zipfile
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from PIL import Image

from common.problems import Conflict, NotAllowed
from documents import actions
from documents.models import Document
from documents.recognition import pictures, queries
from documents.recognition.facts import Recognition, recognition
from documents.recognition.release import as_text, release
from documents.recognition.word import as_docx
from documents.views.recognition import PIECES
from outbox.dispatch import deliver_due
from pledges.lifecycle import State
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.agencies import MembershipFactory
from rehearsal.factories.directory import certified, pledged
from rehearsal.factories.pledges import add_officers, add_partnership, member
from tests.clients import client_of, signed_in
from tests.documents.samples import CERTIFICATE

PAGE = "recognition/"
MAKE, STATUS, COUNCIL = f"{PAGE}council/make/", f"{PAGE}council/status/", f"{PAGE}council.pdf"
ROLES = ["lead", "signatory", "editor", "viewer"]
FACTS = recognition(
    CERTIFICATE, certified_on=date(2025, 6, 30), partners=("County Behavioral Health", "NAMI & Friends")
)


def of_certified(role: str = "lead", **agency: Any) -> tuple[Client, Document]:
    """Someone of a certified agency, and its certificate."""
    certificate = certified("Denver Police Department", city="Denver", region="US-CO", **agency)
    return client_of(MembershipFactory.create(agency=certificate.agency, role=role).user), certificate


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_each_member_of_a_certified_agency_has_everything(role: str) -> None:
    client, certificate = of_certified(role)

    page = client.get(PAGE).content.decode()

    for name in PIECES:
        assert f'href="{client.at(PAGE)}{name}"' in page
        assert client.get(f"{PAGE}{name}").status_code == 200
    assert f'src="/badge/{certificate.agency.public_id}.svg"' in page
    assert (f'action="{client.at(MAKE)}"' in page) == (role != "viewer")


@pytest.mark.django_db
@pytest.mark.parametrize("url", [PAGE, *(f"{PAGE}{name}" for name in PIECES), COUNCIL, STATUS])
def test_only_members_get_in(client: Client, url: str) -> None:
    certified("Denver")

    assert client.get(url).url.startswith("/account/login/")
    assert client_of(ReviewerFactory.create()).get(url).status_code == 404
    inside, _membership = signed_in("lead")
    assert inside.get(url).status_code == {PAGE: 200, STATUS: 302}.get(url, 404)
    assert inside.post(url).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "code", "made"),
    [("lead", 302, 1), ("signatory", 302, 1), ("editor", 302, 1), ("viewer", 403, 0)],
)
def test_those_who_write_for_the_agency_have_the_one_pager_made(role: str, code: int, made: int) -> None:
    client, certificate = of_certified(role)

    response = client.post(MAKE)

    found = Document.objects.filter(kind="council", agency=certificate.agency)
    assert (response.status_code, found.count()) == (code, made)
    assert client.get(MAKE).status_code == (403 if role == "viewer" else 405)


UNCERTIFIED = [State.ACTIVE, State.SUBMITTED, State.RETURNED, State.LAPSED, State.WITHDRAWN, State.CONFIRMED]


@pytest.mark.django_db
@pytest.mark.parametrize("state", UNCERTIFIED)
def test_before_the_certificate_the_page_says_what_is_coming(state: State) -> None:
    agency = pledged("Aurora", state).agency
    client = client_of(member(agency))

    page = client.get(PAGE).content.decode()

    listed = state in {State.ACTIVE, State.SUBMITTED, State.RETURNED}
    assert ("Once your agency is certified" in page, f"/badge/{agency.public_id}.svg" in page) == (
        True,
        listed,
    )
    assert [client.get(f"{PAGE}{name}").status_code for name in PIECES] == [404] * len(PIECES)
    client.post(MAKE)
    assert Document.objects.filter(kind="council").count() == 0


@pytest.mark.django_db
def test_a_revoked_certificate_takes_everything_with_it() -> None:
    client, certificate = of_certified()
    client.post(MAKE)
    deliver_due()
    assert client.get(COUNCIL).status_code == 200

    actions.revoke(certificate=certificate, reason="A mistake.", by=ReviewerFactory.create())

    codes = {url: client.get(url).status_code for url in (COUNCIL, *(f"{PAGE}{name}" for name in PIECES))}
    assert set(codes.values()) == {404}
    assert "Once your agency is certified" in client.get(PAGE).content.decode()
    with pytest.raises(Conflict):
        actions.request_council_paper(agency=certificate.agency, by=member(certificate.agency))


@pytest.mark.django_db
def test_one_pager_is_asked_for_once_made_in_the_background_and_goes_out_of_date() -> None:
    client, certificate = of_certified()
    agency = certificate.agency
    certificate.completion.agency.partnerships.update(may_be_published=False)

    client.post(MAKE)
    client.post(MAKE)
    asked = Document.objects.get(kind="council")
    waiting = client.get(STATUS, headers={"HX-Request": "true"}).content.decode()
    deliver_due()
    done = client.get(STATUS, headers={"HX-Request": "true"}).content.decode()
    asked.refresh_from_db()

    assert (asked.state, asked.number, asked.completion) == ("issued", None, certificate.completion)
    assert (
        f'hx-get="{client.at(STATUS)}"' in waiting,
        COUNCIL in done,
        f'hx-get="{client.at(STATUS)}"' in done,
    ) == (
        True,
        True,
        False,
    )
    pdf = client.get(COUNCIL)
    assert (pdf["Content-Type"], pdf.getvalue()[:5]) == ("application/pdf", b"%PDF-")
    add_partnership(agency, may_be_published=True)
    assert client.get(COUNCIL).status_code == 404
    assert "Something has changed" in client.get(PAGE).content.decode()
    client.post(MAKE)
    deliver_due()
    assert client.get(COUNCIL).status_code == 200
    assert Document.objects.filter(kind="council").count() == 2


@pytest.mark.django_db
def test_one_pager_is_no_paper_of_the_approval(client: Client) -> None:
    """It is neither among the documents nor downloaded as one, and no one is told that a certificate is ready."""
    client, _certificate = of_certified()
    client.post(MAKE)
    Document.objects.filter(kind__in=["certificate", "acknowledgment"]).update(state="queued", file=None)
    deliver_due()
    council = Document.objects.get(kind="council")

    assert client.get(f"/documents/{council.public_id}/").status_code == 404
    assert "One-pager" not in client.get("documents/").content.decode()
    assert client_of(ReviewerFactory.create()).get(f"/documents/{council.public_id}/").status_code in {
        302,
        404,
    }
    assert client.get(f"/verify/{council.code}/").status_code == 404


@pytest.mark.django_db
def test_people_of_another_agency_may_not_ask(client: Client) -> None:
    certificate = certified("Denver")

    with pytest.raises(NotAllowed):
        actions.request_council_paper(agency=certificate.agency, by=member(pledged("Aurora").agency))


@pytest.mark.django_db
def test_nobody_is_named_in_any_piece() -> None:
    client, certificate = of_certified(
        head_name="CANARY Head", phone="CANARY 555", ori="CO0160000", address="CANARY Street"
    )
    agency = certificate.agency
    officer = add_officers(agency, cit=1)[0]
    add_partnership(agency, may_be_published=True).contacts.create(
        name="CANARY", role="CANARY", email="canary@example.net", phone="CANARY"
    )
    standing = queries.standing(agency, today=date(2026, 1, 1))
    assert standing.facts is not None

    texts = [client.get(PAGE).content.decode(), str(queries.council_content(standing.facts).to_data())]
    texts += [
        client.get(f"{PAGE}{name}").content.decode()
        for name in PIECES
        if name.endswith(("svg", "txt", "html"))
    ]
    texts.append(
        zipfile.ZipFile(io.BytesIO(client.get(f"{PAGE}release.docx").content))
        .read("word/document.xml")
        .decode()
    )

    hidden = ("CANARY", "canary@", "CO0160000", officer.ref, "Jordan Ellis", "Casey Morgan", "Robin Hale")
    assert [[word for word in hidden if word in text] for text in texts] == [[]] * len(texts)
    assert all("Denver Police Department" in text for text in texts)
    assert "County Behavioral Health" in texts[0]


@pytest.mark.django_db
def test_page_takes_the_same_few_statements(django_assert_max_num_queries: Any) -> None:
    client, _certificate = of_certified()

    with django_assert_max_num_queries(12):
        client.get(PAGE)


def test_release_says_the_facts_and_leaves_open_what_only_the_agency_can_say() -> None:
    text = as_text(release(FACTS))

    for part in (
        "Saranac Lake Police Department is One Mind Certified", "Saranac Lake, New York, June 30, 2025.", "on March 4, 2023",
        "- 9 of its 40 sworn officers are trained in crisis intervention.\n- 40 of its 40",
        "clear and lasting partnerships with 2 community mental health organizations",
        "County Behavioral Health; NAMI & Friends.", f"certificate OM-2025-000123 at {CERTIFICATE.verification_url}.",
        "[A sentence or two of the head of the agency.]", "[name, phone and email address of your press office]",
    ):  # fmt: skip
        assert part in text


def test_release_for_word_is_a_sound_package_with_the_same_words() -> None:
    blocks = release(FACTS)

    with zipfile.ZipFile(io.BytesIO(as_docx(blocks))) as package:
        assert package.testzip() is None
        parts = {name: ElementTree.fromstring(package.read(name)) for name in package.namelist()}  # noqa: S314

    assert {"[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml"} <= set(parts)
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    assert [node.text for node in parts["word/document.xml"].iter(f"{word}t")] == [
        block.text for block in blocks
    ]
    named = {style.get(f"{word}styleId") for style in parts["word/styles.xml"].iter(f"{word}style")}
    used = {style.get(f"{word}val") for style in parts["word/document.xml"].iter(f"{word}pStyle")}
    assert used <= named
    assert as_docx(blocks) == as_docx(blocks)


NAMES = [
    "Saranac Lake Police Department", "X", "A Very Long Name of a Regional Transportation Authority Police Department " * 3,
    "W" * 160, "<script>alert(1)</script> & \"Sons\"", "北京市公安局", "Police\x00\x0b\u202eDepartment", "Ünïcödé Ščœł Pølice",
]  # fmt: skip


def named(name: str) -> Recognition:
    from dataclasses import replace

    return replace(FACTS, agency=name.strip())


@pytest.mark.parametrize("name", NAMES)
def test_seal_and_card_are_whole_pictures_of_any_name(name: str) -> None:
    facts = named(name)

    seal = ElementTree.fromstring(pictures.seal_svg(facts))  # noqa: S314 - our own
    sizes = {}
    for key, content in (("seal", pictures.seal_png(facts)), ("card", pictures.card_png(facts))):
        with Image.open(io.BytesIO(content)) as picture:
            picture.verify()
            sizes[key] = picture.size

    assert sizes == {"seal": (960, 1264), "card": (1200, 630)}
    assert (seal.get("role"), seal.get("viewBox")) == ("img", "0 0 240 316")
    assert "2025" in (seal[0].text or "")
    text = ElementTree.tostring(seal, encoding="unicode")
    assert not re.search(r"<\w*:?(script|text|image|style|foreignObject)\b", text)


def test_names_are_drawn_and_unknown_letters_leave_the_name_out() -> None:
    plain, foreign = pictures.card_png(named("Denver")), pictures.card_png(named("北京市公安局"))

    assert plain != foreign
    assert pictures.card_png(named("北京市公安局")) == pictures.card_png(named("東京警視庁"))
    assert len(pictures.seal_svg(named("Denver"))) > len(pictures.seal_svg(named("北京")))


@pytest.mark.parametrize("name", NAMES)
def test_names_stay_within_the_picture(name: str) -> None:
    """Nothing is drawn in the margin right of the card's text or left and right of the seal's caption."""
    with Image.open(io.BytesIO(pictures.card_png(named(name)))) as card:
        right = {card.convert("RGB").getpixel((x, y)) for x in (1145, 1160) for y in range(40, 590, 2)}
        foot = {card.convert("RGB").getpixel((x, 36)) for x in range(540, 1150, 5)}
    with Image.open(io.BytesIO(pictures.seal_png(named(name)))) as seal:
        edges = {seal.getpixel((x, y))[3] for x in (1, 958) for y in range(970, 1260, 2)}
        bottom = {seal.getpixel((x, 1262))[3] for x in range(0, 960, 4)}

    assert (len(right), len(foot), edges, bottom) == (1, 1, {0}, {0})
