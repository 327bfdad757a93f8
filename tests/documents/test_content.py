"""Contents: exact JSON, strict reading, limits; and the text that they keep."""

import json
import unicodedata
from copy import deepcopy
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.text import MAX_MARKS, one_line, paragraphs
from compliance.refusals import Refused
from documents.content import (
    MAX_CHARACTERS,
    MAX_ITEMS,
    PAPERS,
    CertificateContent,
    Claim,
    ContentTooLong,
    Item,
    Paper,
    paper_from_data,
)
from documents.models import Document
from tests.documents import samples

SAMPLES = samples.PAPERS


def _values(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a declared type, small ones: contents are made of few types."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return st.text(max_size=20)
    if origin is tuple:
        return st.lists(_values(args[0]), max_size=2).map(tuple)
    if origin is UnionType:
        return st.one_of(*map(_values, args))
    if hint is NoneType:
        return st.none()
    if hint is Decimal:
        return st.decimals("0.01", "999", places=2)
    if hint in (int, bool, date):
        return {int: st.integers(0, 10**6), bool: st.booleans(), date: st.dates()}[hint]
    hints = get_type_hints(hint, include_extras=True)
    return st.builds(hint, **{field.name: _values(hints[field.name]) for field in fields(hint)})


@pytest.mark.parametrize("paper", SAMPLES, ids=lambda paper: paper.KIND)
def test_paper_comes_back_from_json_as_it_was(paper: Paper) -> None:
    stored = json.loads(json.dumps(paper.to_data()))
    assert paper_from_data(paper.KIND, stored) == paper
    assert paper_from_data(paper.KIND, stored).to_data() == paper.to_data() == stored


@given(st.one_of(*map(_values, PAPERS.values())))
def test_any_paper_comes_back_from_json_as_it_was(paper: Paper) -> None:
    stored = json.loads(json.dumps(paper.to_data()))
    again = type(paper).from_data(stored)
    assert again == paper
    assert json.dumps(again.to_data()) == json.dumps(paper.to_data())


def test_certificate_as_json_is_the_documented_shape() -> None:
    assert samples.CERTIFICATE.to_data() == {
        "language": "en",
        "number": "OM-2025-000123",
        "agency": "Saranac Lake Police Department",
        "place": "Saranac Lake, New York",
        "pledged_on": "2023-03-04",
        "issued_on": "2025-07-01",
        "basis": {
            "as_of": "2025-06-15",
            "edition": "2022",
            "sworn": 40,
            "self_reported": False,
            "non_sworn": 6,
            "engine": "1.0",
            "submission": "5f" * 32,
        },
        "practices": [
            {
                "key": "partnership",
                "title": "Partnership",
                "figure": "2",
                "meaning": "sustained partnerships with community mental health organizations",
                "sentence": "It has clear and lasting partnerships with 2 community mental health organizations.",
            },
            {
                "key": "policy",
                "title": "Policy",
                "figure": "In force",
                "meaning": "a written policy on the response to individuals experiencing a mental health crisis",
                "sentence": "A written policy says how officers respond to people in a mental health crisis.",
            },
            {
                "key": "crisis_intervention",
                "title": "Crisis intervention",
                "figure": "9 of 40",
                "meaning": "sworn officers trained in crisis intervention; 8 needed",
                "sentence": "9 of its 40 sworn officers are trained in crisis intervention.",
            },
            {
                "key": "first_aid",
                "title": "Mental health first aid",
                "figure": "40 of 40",
                "meaning": "sworn officers trained in crisis intervention or in first aid",
                "sentence": (
                    "40 of its 40 sworn officers are trained in crisis intervention or in mental health first aid."
                ),
            },
        ],
        "president": {
            "name": "Jordan A. Whitfield",
            "title": "President, International Association of Chiefs of Police",
        },
        "verification_url": samples.URL,
        "replaces": "",
        "certified_on": None,
    }


def test_every_kind_of_document_has_its_paper() -> None:
    assert sorted(PAPERS) == sorted(Document.Kind.values)
    assert all(kind == paper.KIND for kind, paper in PAPERS.items())


def test_optional_fields_may_be_missing_so_that_old_papers_stay_readable() -> None:
    stored = samples.CERTIFICATE.to_data()
    del stored["replaces"], stored["basis"]["engine"], stored["basis"]["non_sworn"]
    assert CertificateContent.from_data(stored) == replace(
        samples.CERTIFICATE, basis=replace(samples.BASIS, engine="", non_sworn=None)
    )


def test_a_certificate_from_before_practices_were_data_says_what_it_said() -> None:
    stored = samples.CERTIFICATE.to_data()
    del stored["basis"], stored["practices"]
    stored |= {
        "training": {
            "as_of": "2025-06-15",
            "edition": "2022",
            "sworn": 40,
            "crisis_intervention": {"actual": 9, "needed": 8, "out_of": 40},
            "first_aid": {"actual": 40, "needed": 40, "out_of": 40},
            "crisis_training_covers_first_aid": True,
            "self_reported": False,
            "non_sworn": 6,
            "courses": [],
        },
        "partnerships": 2,
        "policies": 1,
    }
    assert paper_from_data("certificate", stored) == replace(
        samples.CERTIFICATE, basis=replace(samples.BASIS, engine="", submission="")
    )


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"agancy": "x"}, "agancy"),
        ({"issued_on": "2024-02-30"}, "issued_on"),
        ({"issued_on": None}, "issued_on"),
        (
            {"practices": [{**samples.CERTIFICATE.to_data()["practices"][0], "figure": 2}]},
            "practices[0].figure",
        ),
        ({"agency": 7}, "agency"),
        ({"president": {"name": "A", "title": "B", "term": 1}}, "president.term"),
        ({"president": None}, "president"),
        ({"basis": []}, "basis"),
    ],
)
def test_anything_else_than_a_paper_is_refused_by_place(change: dict[str, Any], place: str) -> None:
    with pytest.raises(Refused) as refused:
        CertificateContent.from_data({**samples.CERTIFICATE.to_data(), **change})
    assert [problem.place for problem in refused.value.problems] == [place]


@pytest.mark.parametrize(
    "name",
    [field.name for field in fields(CertificateContent) if field.name not in {"replaces", "certified_on"}],
)
def test_missing_fields_are_refused(name: str) -> None:
    stored = samples.CERTIFICATE.to_data()
    del stored[name]
    with pytest.raises(Refused, match=f'"{name}" is missing'):
        CertificateContent.from_data(stored)


def test_figure_named_in_place_when_it_is_text() -> None:
    stored = deepcopy(samples.LETTER.to_data())
    stored["sections"][2]["claims"][0]["figures"][0]["value"] = "40"
    with pytest.raises(Refused) as refused:
        paper_from_data("letter", stored)
    assert [problem.place for problem in refused.value.problems] == ["sections[2].claims[0].figures[0].value"]


def test_unknown_kind_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        paper_from_data("diploma", {})


@pytest.mark.parametrize(
    ("make", "place", "length", "limit"),
    [
        (lambda: Claim("x", "x" * 501, "a"), "Claim.text", 501, 500),
        (lambda: Claim("x", "x", "a", told="x" * 6_001), "Claim.told", 6_001, 6_000),
        (lambda: Claim("x", "x", "a", items=(Item("a"),) * 61), "Claim.items", MAX_ITEMS + 1, MAX_ITEMS),
        (lambda: replace(samples.CERTIFICATE, place="x" * 201), "CertificateContent.place", 201, 200),
        (lambda: replace(samples.LETTER, enclosures=("x" * 501,)), "LetterContent.enclosures", 501, 500),
    ],
)
def test_too_long_is_told_by_place(make: Any, place: str, length: int, limit: int) -> None:
    with pytest.raises(ContentTooLong) as error:
        make()
    assert (error.value.place, error.value.length, error.value.limit) == (place, length, limit)


def test_longest_texts_are_taken() -> None:
    assert Claim("a", "x" * 500, "b").text == "x" * 500
    assert Claim("a", "b", "c", told="x" * 6_000).told == "x" * 6_000


def test_whole_paper_has_a_limit_too() -> None:
    rest = MAX_CHARACTERS - sum(map(len, _texts(samples.LETTER.to_data())))
    full = rest // 10
    added = tuple(Claim("a", "b", "c", "x" * (full - 3)) for _ in range(10))
    kept = samples.LETTER.sections
    taken = replace(samples.LETTER, sections=(replace(kept[0], claims=(*kept[0].claims, *added)), *kept[1:]))
    assert len(taken.sections[0].claims) == 12
    longer = replace(kept[2], words=kept[2].words + "x" * (rest % 10 + 1))
    with pytest.raises(ContentTooLong) as error:
        replace(taken, sections=(*taken.sections[:2], longer))
    assert (error.value.place, error.value.length, error.value.limit) == ("LetterContent", 60_001, 60_000)


def test_contents_name_only_those_who_sign_or_are_written_to() -> None:
    """No field has room for an officer: the only names are in these parts."""
    named = {type(part).__name__ for paper in SAMPLES for part in _parts(paper) if "name" in part.__slots__}
    assert named == {"Signer", "Signatory", "Signature", "Letterhead", "Addressee"}


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("  Two   words ", "Two words"),
        ("One\r\nline", "One line"),
        ("Tab\tand\x00null\x1f", "Tab and null"),
        ("Turned \u202egnorw\u202c", "Turned gnorw"),
        ("Isolated \u2067x\u2069", "Isolated x"),
        ("Cafe\u0301", "Café"),
        ("e" + "\u0316" * 30, "e" + "\u0316" * MAX_MARKS),
        ("lone \ud800 half", "lone \ufffd half"),
        ("not \uffff a letter", "not \ufffd a letter"),
        ("👮🏽‍♀️ 警察 شرطة", "👮🏽‍♀️ 警察 شرطة"),
        ("क्षत्रिय", "क्षत्रिय"),
        ("", ""),
    ],
)
def test_one_line_keeps_letters_and_drops_what_cannot_be_printed(typed: str, printed: str) -> None:
    assert one_line(typed) == printed


def test_paragraphs_keep_their_breaks() -> None:
    typed = "\r\n First  line \r\nsecond\u2028third\n\n\n\n  Next.\t\n"
    assert paragraphs(typed) == "First line\nsecond\nthird\n\nNext."


@given(st.text())
def test_cleaning_twice_changes_nothing(typed: str) -> None:
    for clean in (one_line, paragraphs):
        once = clean(typed)
        assert clean(once) == once
        assert unicodedata.normalize("NFC", once) == once
        once.encode()


def test_empty_lines_of_a_list_are_left_out() -> None:
    letterhead = replace(samples.LETTER.agency, address=(" 1 Main Street ", "", "\t"))
    assert letterhead.address == ("1 Main Street",)


def test_dates_and_counts_are_not_touched() -> None:
    assert replace(samples.CERTIFICATE, issued_on=date(2025, 7, 2)).issued_on == date(2025, 7, 2)


def _texts(data: Any) -> list[str]:
    if isinstance(data, dict):
        return [
            text
            for key, value in data.items()
            for text in _texts(value)
            if not key.endswith(("_on", "as_of"))
        ]
    if isinstance(data, list):
        return [text for value in data for text in _texts(value)]
    return [data] if isinstance(data, str) else []


def _parts(part: Any) -> list[Any]:
    found = [part]
    for field in fields(part):
        value = getattr(part, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            if hasattr(item, "to_data"):
                found += _parts(item)
    return found
