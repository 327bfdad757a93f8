"""What becomes of a refusal that no view caught."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from common.access import ANYONE, Access, Names
from common.problems import Conflict, NotAllowed, Refused
from onemind.access import TABLE
from onemind.urls import urlpatterns as every

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
PROBLEMS: dict[str, Exception] = {
    "conflict": Conflict("Ana <Diaz> was here at 2:03 p.m."),
    "refused": Refused("Pledge closed."),
    "not-allowed": NotAllowed("Ask a lead of your agency."),
    "silent": NotAllowed(),
}


def trouble(request: HttpRequest, kind: str) -> HttpResponse:
    """A view that lets a refusal out."""
    raise PROBLEMS[kind]


urlpatterns = [path("trouble/<str:kind>/", trouble, name="trouble"), *every]


@pytest.fixture(autouse=True)
def _row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TABLE, "trouble", Access(read=ANYONE, write=ANYONE, names=Names.CHOICE))


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("conflict", 409, ["This has already changed", "Ana &lt;Diaz&gt; was here at 2:03 p.m."]),
        ("refused", 422, ["That can't be done now", "Pledge closed."]),
        ("not-allowed", 403, ["This page is not open to you", "Ask a lead of your agency."]),
        ("silent", 403, ["This page is not open to you", "Your account may not do this."]),
    ],
)
def test_a_refusal_becomes_a_page_that_says_why(kind: str, status: int, words: list[str]) -> None:
    response = Client().post(f"/trouble/{kind}/")
    text = response.content.decode().replace("&#x27;", "'")
    assert response.status_code == status
    assert [word for word in words if word not in text] == []


def test_other_errors_are_left_to_django(settings: Any) -> None:
    with pytest.raises(KeyError):
        Client().get("/trouble/unknown/")
    assert Client().get("/nowhere/").status_code == 404
