"""The desk finds an agency by its people: members, head, coordinator, who signs, and its partners' contacts."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency
from documents.models import SigningRequest
from partnerships.models import PartnershipContact
from pledges.models import Completion
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory, invited
from rehearsal.factories.documents import issued
from rehearsal.factories.partnerships import PartnershipFactory
from rehearsal.factories.pledges import PledgeFactory
from reviews import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Agency:
    """An agency with one person of each kind, beside a neighbor with others."""
    for name, head in (
        ("Duval County Sheriff's Office", "José Peña-O’Neill"),
        ("Elk River Police", "Ann Ash"),
    ):
        agency = AgencyFactory.create(name=name, head_name=head)
        MembershipFactory.create(agency=agency, user__name=f"Lena Lead of {name}")
        PledgeFactory.create(agency=agency, coordinator_name=f"Cora Coordinator of {name}")
    ours = Agency.objects.get(name__startswith="Duval")
    PartnershipContact.objects.create(
        partnership=PartnershipFactory.create(agency=ours), name="Rowan Beck", email="rowan@health.example"
    )
    PartnershipContact.objects.create(
        partnership=PartnershipFactory.create(agency=Agency.objects.get(name__startswith="Elk")),
        name="Sam Lee",
    )
    invited(ours, "ingrid@duval.example")
    return ours


@pytest.mark.parametrize(
    "words",
    [
        "jose pena",
        "PENA O'NEILL",
        "Rowan Beck",
        "beck, rowan",
        "duval Lena",
        "Cora Duval",
        "rowan@health.example",
        "Rowan Beck <ROWAN@Health.example>",
        "ingrid@duval.example",
    ],
)
def test_an_agency_is_found_by_its_people_however_written(agency: Agency, words: str) -> None:
    assert list(queries.agencies(words)) == [agency]


def test_an_agency_is_found_by_who_signs() -> None:
    papers = issued()
    other = issued(name="Elk River Police")
    completion = Completion.objects.get(pk=papers.certificate.completion_id)
    completion.signatory_name = "Zoë Quist"
    completion.save(update_fields=["signatory_name"])
    for paper, email in ((papers, "zoe@example.org"), (other, "else@example.org")):
        SigningRequest.objects.create(
            completion=paper.certificate.completion,
            letter=paper.certificate,
            email=email,
            token_hash=email,
            expires_at=timezone.now() + timedelta(days=1),
        )
    agency = papers.certificate.agency

    assert [list(queries.agencies(words)) for words in ("zoe quist", "zoe@example.org")] == [
        [agency],
        [agency],
    ]


def test_every_word_must_tell_something(agency: Agency) -> None:
    assert [list(queries.agencies(words)) for words in ("Rowan Elk", "Rowan Nobody", "!!")] == [[], [], []]


@pytest.mark.parametrize("number", [1, 3])
def test_names_are_read_in_one_statement(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        PledgeFactory.create(coordinator_name="Cora Coordinator")

    with django_assert_num_queries(2):
        assert len(queries.agencies("Cora Coordinator")) == number
