"""Partnerships to test with."""

from dataclasses import asdict
from datetime import date
from typing import Any

import factory

from partnerships.models import CommunityOrganization, Partnership, PartnershipContact
from partnerships.queries import Contact
from rehearsal.factories.agencies import AgencyFactory


class OrganizationFactory(factory.django.DjangoModelFactory[CommunityOrganization]):
    """A community mental health organization, as one agency knows it."""

    class Meta:
        model = CommunityOrganization

    agency = factory.SubFactory(AgencyFactory)
    name = factory.Sequence(lambda n: f"County Behavioral Health {n}")
    city = "Springfield"
    region = "US-GA"
    kind = "center"


class PartnershipFactory(factory.django.DjangoModelFactory[Partnership]):
    """An active partnership of which a reviewer asks nothing. Give ``agency``; the organization follows.

    ``contacts=()`` leaves its contact out.
    """

    class Meta:
        model = Partnership
        skip_postgeneration_save = True

    agency = factory.SubFactory(AgencyFactory)
    organization = factory.SubFactory(OrganizationFactory, agency=factory.SelfAttribute("..agency"))
    services = ["co_response", "follow_up"]
    nature = "A clinician rides along with patrol and follows up on calls."
    mou_signed_on = factory.LazyAttribute(lambda partnership: date(2023, 1, 2) if partnership.mou else None)
    started_on = date(2023, 1, 5)
    mou_name = factory.LazyAttribute(lambda partnership: "mou.pdf" if partnership.mou else "")
    mou = None

    @factory.post_generation
    def contacts(self: Partnership, create: bool, given: tuple[Contact, ...] | None, **_: Any) -> None:  # type: ignore[misc]
        """Whom to reach at the organization."""
        known = (Contact("Robin Hale", "Clinical director", "robin.hale@example.org"),)
        if create:
            PartnershipContact.objects.bulk_create(
                PartnershipContact(partnership=self, **asdict(contact))
                for contact in (known if given is None else given)
            )
