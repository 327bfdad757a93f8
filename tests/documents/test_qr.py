"""The QR symbol on a certificate: read off the drawn page as a phone does, it opens the certificate's verification."""

from urllib.parse import urlsplit

import pypdfium2
import pytest
import zxingcpp
from django.test import Client

from documents.content import paper_from_data
from documents.rendering import render_pdf
from rehearsal.factories.documents import issued

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("scale", [1.5, 3])
def test_the_symbol_on_the_drawn_page_opens_verification(client: Client, scale: float) -> None:
    certificate = issued(name="Methuen Police Department").certificate
    pdf = render_pdf(paper_from_data(certificate.kind, certificate.content))

    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=scale).to_pil()
    (symbol,) = zxingcpp.read_barcodes(picture)

    assert symbol.text == f"http://localhost:8000/verify/{certificate.code}/"
    page = client.get(urlsplit(symbol.text).path).content.decode()
    assert ("This certificate is valid" in page, f"Certificate {certificate.number}" in page) == (True, True)
