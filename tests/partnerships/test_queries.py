"""What a list says of each partnership, and what a reviewer will ask of one that counts."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency
from compliance.practices import PARTNERSHIP
from evidence.components import Detail
from evidence.queries import Listed, listing
from partnerships.evidence import SOURCE, terms_of
from partnerships.models import EarlierMemorandum
from partnerships.queries import Contact
from rehearsal.factories.agencies import AgencyFactory
from rehearsal.factories.files import stored_file
from rehearsal.factories.partnerships import OrganizationFactory, PartnershipFactory

TODAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


def listed(agency: Agency) -> list[Listed]:
    return listing(SOURCE, "partnerships", agency, TODAY, terms_of)


def test_listing_puts_what_has_ended_last_and_leaves_others_out() -> None:
    agency = AgencyFactory.create()
    first = OrganizationFactory.create(agency=agency, name="A")
    ended = PartnershipFactory.create(agency=agency, organization=first, ended_on=TODAY)
    current = PartnershipFactory.create(agency=agency)
    PartnershipFactory.create()

    assert [(entry.row, entry.has_ended, entry.counts, entry.asks) for entry in listed(agency)] == [
        (current, False, True, ()),
        (ended, True, False, ()),
    ]


@pytest.mark.parametrize(
    ("fields", "lacks"),
    [
        ({}, ()),
        ({"nature": " "}, ("Describe what you do together with County.",)),
        ({"started_on": None}, ("Enter when the partnership with County started.",)),
        ({"started_on": TODAY}, ()),
        ({"started_on": date(2027, 1, 1)}, ("The partnership with County begins on Jan. 1, 2027.",)),
        (
            {"nature": "", "started_on": None},
            (
                "Enter when the partnership with County started.",
                "Describe what you do together with County.",
            ),
        ),
    ],
)
def test_listing_counts_what_the_engine_counts(fields: dict[str, object], lacks: tuple[str, ...]) -> None:
    partnership = PartnershipFactory.create(organization__name="County", **fields)
    (entry,) = listed(partnership.agency)

    assert (entry.lacks, entry.counts) == (
        lacks,
        PARTNERSHIP.kind.is_in_place(SOURCE.fact(partnership), TODAY),
    )


@pytest.mark.parametrize(
    ("fields", "asks"),
    [
        ({}, ()),
        (
            {"nature": "r"},
            ("“r” doesn't say who does what together with County. Write two or three sentences.",),
        ),
        ({"organization__kind": ""}, ("Say what kind of organization County is.",)),
        ({"services": []}, ("Check which services you and County provide together.",)),
        ({"contacts": ()}, ("Name a contact at County.",)),
        ({"mou_expires_on": TODAY}, ()),
        (
            {"mou_expires_on": date(2026, 3, 1)},
            (
                "The memorandum with County expired on March 1, 2026. Renew the memorandum, or correct its dates.",
            ),
        ),
        ({"mou_expires_on": date(2026, 3, 1), "mou_renewal": "automatic"}, ()),
        # One that doesn't count lacks more than a reviewer would ask.
        ({"nature": "", "services": []}, ()),
    ],
)
def test_a_reviewer_asks_what_is_thin_or_unknown(fields: dict[str, object], asks: tuple[str, ...]) -> None:
    partnership = PartnershipFactory.create(**{"organization__name": "County", **fields})
    (entry,) = listed(partnership.agency)

    assert entry.asks == asks


def test_a_memorandum_without_its_date_is_asked_about() -> None:
    partnership = PartnershipFactory.create(
        organization__name="County", mou=stored_file(), mou_signed_on=None
    )
    assert [entry.asks for entry in listed(partnership.agency)] == [
        ("Enter when the memorandum with County was signed.",)
    ]


@pytest.mark.parametrize(
    ("expires", "renewal", "mark"),
    [
        (date(2026, 3, 1), "", "overdue"),
        (date(2026, 3, 2), "", "due"),
        (date(2026, 5, 1), "", "due"),
        (date(2026, 5, 2), "", ""),
        (date(2026, 3, 1), "automatic", ""),
    ],
)
def test_a_memorandum_that_runs_out_is_marked(expires: date, renewal: str, mark: str) -> None:
    partnership = PartnershipFactory.create(mou_expires_on=expires, mou_renewal=renewal)
    assert [entry.expiry for entry in listed(partnership.agency)] == [mark]


def test_everything_that_is_recorded_is_said() -> None:
    partnership = PartnershipFactory.create(
        organization__kind="crisis",
        services=["crisis_line", "drop_off"],
        contacts=(
            Contact("Robin Hale", "Director", "robin@example.org", "555-0100"),
            Contact(role="Night desk"),
        ),
        mou_signed_on=date(2023, 1, 2),
        mou_effective_on=date(2023, 1, 5),
        mou_expires_on=date(2027, 1, 4),
        mou_renewal="automatic",
        mou_notice_days=60,
        review_on=date(2026, 9, 1),
    )
    assert SOURCE.describe(partnership).details == (
        Detail("Kind of organization", "Crisis service: crisis line, mobile team or crisis center"),
        Detail("Services", "Crisis line; Drop-off at a crisis center"),
        Detail(
            "Memorandum of understanding",
            "signed January 2, 2023; in effect from January 5, 2023; expires January 4, 2027; renews by itself; "
            "60 days' notice",
        ),
        Detail("Contact", "Robin Hale, Director"),
        Detail("How to reach this contact", "robin@example.org, 555-0100", on_paper=False),
        Detail("Contact", "Night desk"),
        Detail("Next review", "September 1, 2026", on_paper=False),
    )


def test_an_earlier_memorandum_says_its_terms() -> None:
    partnership = PartnershipFactory.create()
    said = {
        "mou_signed_on": "2020-02-29",
        "mou_expires_on": None,
        "mou_renewal": "none",
        "mou_notice_days": 1,
    }
    EarlierMemorandum.objects.create(entry=partnership, number=1, said=said)
    (entry,) = listed(partnership.agency)

    assert [one.details for one in entry.earlier] == [
        (Detail("Terms", "signed February 29, 2020; not renewed; 1 day's notice"),)
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_listing_is_three_queries(rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    agency = AgencyFactory.create()
    for number in range(rows):
        partnership = PartnershipFactory.create(agency=agency, mou=stored_file(b"%d" % number))
        EarlierMemorandum.objects.create(entry=partnership, number=1, file=stored_file())

    with django_assert_num_queries(3):  # partnerships, contacts, earlier memoranda
        entries = listed(agency)
        assert [entry.described.file.size for entry in entries if entry.described.file] == [1] * rows
        assert all(entry.name and entry.described.details and entry.earlier for entry in entries)
