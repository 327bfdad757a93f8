"""Partnerships to test with."""

from datetime import date

import factory

from partnerships.models import CommunityOrganization, Partnership
from tests.factories.agencies import AgencyFactory


class OrganizationFactory(factory.django.DjangoModelFactory[CommunityOrganization]):
    """A community mental health organization, as one agency knows it."""

    class Meta:
        model = CommunityOrganization

    agency = factory.SubFactory(AgencyFactory)
    name = factory.Sequence(lambda n: f"County Behavioral Health {n}")
    city = "Springfield"
    region = "US-GA"


class PartnershipFactory(factory.django.DjangoModelFactory[Partnership]):
    """An active partnership that meets the requirement. Give ``agency``; the organization follows."""

    class Meta:
        model = Partnership

    agency = factory.SubFactory(AgencyFactory)
    organization = factory.SubFactory(OrganizationFactory, agency=factory.SelfAttribute("..agency"))
    nature = "A clinician rides along with patrol and follows up on calls."
    contact_name = "Robin Hale"
    contact_email = "robin.hale@example.org"
    started_on = date(2023, 1, 5)
    mou_name = factory.LazyAttribute(lambda partnership: "mou.pdf" if partnership.mou else "")
    mou = None
