"""People and places that the training's tests share."""

import pytest
from django.test import Client

from agencies.models import Agency, Membership
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.agencies import MembershipFactory
from tests.clients import AgencyClient


@pytest.fixture
def lead(db: None) -> Membership:
    """The lead of an agency that declares no strength of its own."""
    return MembershipFactory.create(agency__sworn=None)


@pytest.fixture
def agency(lead: Membership) -> Agency:
    """The lead's agency."""
    return lead.agency


@pytest.fixture
def client(client: Client, lead: Membership) -> Client:
    """Signed in as the lead."""
    client.force_login(lead.user)
    return client


@pytest.fixture
def desk(db: None, settings: object) -> Client:
    """Signed in as a reviewer."""
    settings.STAFF_TWO_STEP_REQUIRED = False  # type: ignore[attr-defined]
    browser = AgencyClient()
    browser.force_login(ReviewerFactory.create())
    return browser
