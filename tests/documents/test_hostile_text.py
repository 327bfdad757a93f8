"""Nothing that people type is more than text, and a paper reads nothing but our own files."""

import io
import socket
from dataclasses import fields, replace
from datetime import date

import pikepdf
import pytest
from weasyprint.urls import FatalURLFetchingError

from documents import composing, rendering
from documents.content import (
    AcknowledgmentContent,
    Addressee,
    Asked,
    Attained,
    Basis,
    CertificateContent,
    Claim,
    CouncilContent,
    Item,
    LetterContent,
    Letterhead,
    Paper,
    ReturnContent,
    Section,
    Signatory,
    Signature,
    Signer,
)
from documents.rendering import FetchRefused, PaperFetcher, images, render_pdf
from tests.documents import samples
from tests.documents.reading import squeezed, text_of


def _everywhere(payload: str) -> list[tuple[Paper, int]]:
    """Every paper with a text in every field that a person's text can reach, and how often it must be read on it."""
    basis = Basis(as_of=date(2025, 6, 15), edition=payload, sworn=5)
    practices = (Attained(payload, payload, payload, payload, payload),)
    claim = Claim(payload, payload, payload, payload, (Item(payload, payload),))
    addressee = Addressee(payload, payload, payload, (payload,))
    signer = Signer(payload, payload)
    letter = LetterContent(
        language="en",
        written_on=date(2025, 6, 18),
        pledged_on=date(2023, 3, 4),
        agency=Letterhead(payload, (payload, payload), payload, payload, payload, payload),
        addressee=addressee,
        sections=(Section(payload, payload, (claim,), payload),),
        signatory=Signatory(payload, payload, is_head=True),
        enclosures=(payload,),
        number=payload,
    )
    own = replace(letter, agency=replace(letter.agency, lines=(payload, payload)))
    signed = composing.signed_letter(own, Signature(payload, date(2025, 6, 19), payload))
    returned = ReturnContent(
        language="en",
        number=payload,
        written_on=date(2025, 6, 24),
        submitted_on=date(2025, 6, 20),
        agency=payload,
        addressee=addressee,
        salutation=payload,
        reasons=payload,
        asked=(Asked(payload, payload),),
        submission=payload,
        verified=(payload,),
        contact_email=payload,
    )
    certificate = CertificateContent(
        language="en",
        number=payload,
        agency=payload,
        place=payload,
        pledged_on=date(2023, 3, 4),
        issued_on=date(2025, 7, 1),
        basis=basis,
        # A figure is counted, never typed, and has room for "1,234 of 1,234" alone.
        practices=(replace(practices[0], figure="5 of 5"),),
        president=signer,
        verification_url=payload,
        replaces=payload,
        certified_on=date(2025, 6, 30),
    )
    acknowledgment = AcknowledgmentContent(
        language="en",
        written_on=date(2025, 7, 1),
        pledged_on=date(2023, 3, 4),
        agency=payload,
        addressee=addressee,
        salutation=payload,
        basis=basis,
        practices=practices,
        partners=(payload, payload),
        certificate_number=payload,
        verification_url=payload,
        president=signer,
        contact_email=payload,
        number=payload,
        replaces=payload,
        certified_on=date(2025, 6, 30),
    )
    council = CouncilContent(
        language="en",
        agency=payload,
        place=payload,
        pledged_on=date(2023, 3, 4),
        certified_on=date(2025, 6, 30),
        certificate_number=payload,
        basis=basis,
        practices=certificate.practices,
        verification_url=payload,
        partners=(payload, payload),
        contact_email=payload,
    )
    # Letter: letterhead 6, number, addressee 4 and salutation, opening, heading, claim 4, own words, closing, signature 3,
    # enclosure. Signed: letterhead 2, the name as typed, who signed what 2. Return: number, addressee 4, salutation,
    # opening, reasons, practice 2, verified, submission, email. Certificate: number, agency, place, practice 2, edition,
    # signer 2, address, replaces. Acknowledgment: addressee 4, salutation, agency, practice 2, partners 2, number 4, replaces,
    # address, email, signer 2.
    # Council: agency, place, opening, practice 2, partners 2, number, address, email.
    return [
        (letter, 25),
        (signed, 23),
        (returned, 13),
        (certificate, 10),
        (acknowledgment, 19),
        (council, 10),
    ]


PAYLOADS = [
    '<img src="file:///etc/passwd">',
    "<img src=http://127.0.0.1:9/x.png>",
    "<img src='data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\"/>'>",
    "<link rel=attachment href=file:///etc/passwd>",
    "<link rel=stylesheet href=http://127.0.0.1:9/x.css>",
    "<style>@import url(file:///etc/passwd);</style>",
    "<style>*{background:url(http://127.0.0.1:9/b)}</style>",
    "</style><style>@font-face{font-family:x;src:url(file:///etc/passwd)}",
    "</title><script>document.write(1)</script>",
    "<script src=http://127.0.0.1:9/x.js></script>",
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    "<svg><use href='http://127.0.0.1:9/x.svg#a'/></svg>",
    "<svg><style>@import 'http://127.0.0.1:9/x.css'</style></svg>",
    "<svg><foreignObject><iframe src=file:///etc/hosts></iframe></foreignObject></svg>",
    "<object data=file:///etc/passwd></object>",
    "<embed src=file:///etc/passwd>",
    "<iframe src=file:///etc/passwd></iframe>",
    "<base href=file:///etc/>",
    "<meta http-equiv=refresh content='0;url=file:///etc/passwd'>",
    "<body background=http://127.0.0.1:9/x>",
    "<table background=file:///etc/passwd><tr><td>x</table>",
    '<a href="file:///etc/passwd">x</a>',
    '<p style="background:url(file:///etc/passwd)">x</p>',
    "<div style=content:url(http://127.0.0.1:9/x)>x</div>",
    '" onload="alert(1)',
    "' style='background:url(file:///etc/passwd)",
    '"><img src=file:///etc/passwd>',
    "url(file:///etc/passwd)",
    "attr(href) counter(page) string(running)",
    "{{ settings.SECRET_KEY }}",
    "{% include 'documents/letter.html' %}",
    "{# hidden #} {% debug %}",
    "%(agency)s %s %%s {agency} {0}",
    "&lt;b&gt; &amp; &#60; &#x3c;",
    "<!-- --><![CDATA[ <b>x</b> ]]>",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>&a;",
    "papers:border.svg papers:../../manage.py",
    "javascript:alert(1)",
    "\\3c img src=file:///etc/passwd\\3e",
    "</p></main></body></html><html><body>x",
    '=HYPERLINK("http://127.0.0.1:9","x")',
    "\u202e<gmi crs=x>\u202c",
]


@pytest.mark.usefixtures("plain_art")
@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_typed_stays_text_and_fetches_nothing(payload: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda *called: opened.append(called))
    for paper, times in _everywhere(payload):
        fetcher = PaperFetcher(images(paper))
        pdf = render_pdf(paper, fetcher=fetcher)
        assert (fetcher.refused, opened) == ([], [])
        assert set(fetcher.log) <= {*rendering._allowed(), "data:image/png"}
        wanted = squeezed(payload)
        with pikepdf.open(io.BytesIO(pdf)) as document:
            # A letter names its agency at the foot of every page but the first.
            feet = len(document.pages) - 1 if isinstance(paper, LetterContent) else 0
            assert squeezed(text_of(pdf)).count(wanted) == times + feet, paper.KIND
            assert "/Names" not in document.Root or "/EmbeddedFiles" not in document.Root.Names
            assert wanted in squeezed(str(document.docinfo["/Title"]))


HOSTILE = [
    "<img src='file:///etc/passwd'>",
    "<img src='http://127.0.0.1:9/x.png'>",
    "<link rel=attachment href='file:///etc/passwd'>",
    "<link rel=stylesheet href='papers:../certificate.css'>",
    "<style>p { background: url(file:///etc/passwd) }</style><p>x</p>",
    "<object data='file:///etc/passwd'></object>",
    "<embed src='file:///etc/passwd'>",
    "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='file:///etc/passwd' width='9' height='9'/></svg>",
    "<img src='data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22/>'>",
    "<img src='papers:%2e%2e/%2e%2e/manage.py'>",
    "<img src='PAPERS:seal.svg'>",
    "<img src='papers:seal.svg?x'>",
    "<img src='papers://elsewhere/seal.svg'>",
]


@pytest.mark.parametrize("markup", HOSTILE)
def test_markup_that_asks_for_more_makes_no_paper(markup: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control to the test above: were a text taken for markup, the fetcher would refuse, be it inside an SVG."""
    whole = f"<!doctype html><html lang=en><title>x</title><body>{markup}</body></html>"
    monkeypatch.setattr(rendering, "markup", lambda *_, **__: whole)
    fetcher = PaperFetcher()
    with pytest.raises(FetchRefused):
        render_pdf(samples.ACKNOWLEDGMENT, fetcher=fetcher)
    assert len(fetcher.refused) == 1


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://localhost/",
        "ftp://localhost/x",
        "data:text/html,x",
        "data:image/png;base64,AAAA",
        "papers:",
        "papers:../../../etc/passwd",
        "papers:/etc/passwd",
        "papers:border.svg#x",
        "papers:paper_art.py",
        "border.svg",
        "",
    ],
)
def test_fetcher_refuses_what_is_not_on_its_list(url: str) -> None:
    fetcher = PaperFetcher(images(samples.CERTIFICATE))
    with pytest.raises(FatalURLFetchingError):
        fetcher.fetch(url)
    assert fetcher.refused == [url]


def test_fetcher_hands_out_what_is_on_its_list() -> None:
    made = images(samples.CERTIFICATE)
    fetcher = PaperFetcher(made)
    assert fetcher.fetch("papers:seal.svg").read().startswith(b"<svg")
    assert fetcher.fetch(next(iter(made))).read().startswith(b"\x89PNG")
    assert (fetcher.log, fetcher.refused) == (["papers:seal.svg", "data:image/png"], [])


def test_every_text_of_every_content_is_in_the_payload_test() -> None:
    """So that a field added to a content is put to that test too."""
    counted = {
        "LetterContent": 10,
        "SignedLetterContent": 10,
        "ReturnContent": 12,
        "CertificateContent": 12,
        "AcknowledgmentContent": 16,
        "CouncilContent": 11,
    }
    assert {type(paper).__name__: len(fields(paper)) for paper, _ in _everywhere("x")} == counted  # type: ignore[arg-type]
