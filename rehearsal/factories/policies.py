"""Policies to test with."""

from datetime import date
from typing import Any

import factory

from policies.models import Policy, PolicyComponent
from rehearsal.factories.agencies import AgencyFactory


class PolicyFactory(factory.django.DjangoModelFactory[Policy]):
    """A policy in force that meets the requirement. ``components={}`` leaves its components out, ``left_out`` says why."""

    class Meta:
        model = Policy
        skip_postgeneration_save = True

    agency = factory.SubFactory(AgencyFactory)
    title = factory.Sequence(lambda n: f"General Order 12-{n}")
    adopted_on = date(2023, 2, 1)
    adopted_by = "Jordan Ellis"
    file_name = factory.LazyAttribute(lambda policy: "policy.pdf" if policy.file else "")
    file = None

    @factory.post_generation
    def components(self: Policy, create: bool, pages: dict[str, str] | None, **_: Any) -> None:  # type: ignore[misc]
        """Which components it has, and on which pages."""
        given = {"purpose": "1", "response": "2-4"} if pages is None else pages
        if create:
            PolicyComponent.objects.bulk_create(
                PolicyComponent(policy=self, kind=kind, pages=where) for kind, where in given.items()
            )

    @factory.post_generation
    def left_out(self: Policy, create: bool, reasons: dict[str, str] | None, **_: Any) -> None:  # type: ignore[misc]
        """Which components it leaves out, and why."""
        if create and reasons:
            PolicyComponent.objects.bulk_create(
                PolicyComponent(policy=self, kind=kind, is_stated=False, reason=reason)
                for kind, reason in reasons.items()
            )
