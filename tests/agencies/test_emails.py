"""Emails about agencies: what they say and to whom."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core import mail

from accounts.permissions import Actor
from agencies import actions, emails, queries
from agencies.models import INVITATION_LINK, IdentityRequest, LeadChange, Membership
from outbox import registry
from rehearsal.factories.accounts import UserFactory
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory
from tests.accounts.mailbox import html_of, text_of

pytestmark = pytest.mark.django_db


def each() -> dict[str, Callable[[], None]]:
    """Every email about agencies, as its handler is called."""
    member = MembershipFactory(
        agency__name="O'Brien & Sons <PD>", agency__verified_name="O'Brien & Sons <PD>", user__name="Ana"
    )
    agency, user = member.agency.pk, member.user.pk
    offered = actions.invite(
        agency=member.agency, email="bo@example.org", name="Bo", role="viewer", by=Actor.SYSTEM
    )
    asked = IdentityRequest.objects.create(
        agency=member.agency, before={"city": "A"}, after={"city": "B"}, reason="Moved.", answer="Fine."
    )
    left = UserFactory(name="Lou")
    change = LeadChange.objects.create(agency=member.agency, appointed=member.user, reason="Lou left.")
    about: tuple[tuple[str, Callable[..., None]], ...] = (
        ("requested", emails.identity_requested),
        ("approved", emails.identity_approved),
        ("declined", emails.identity_declined),
        ("corrected", emails.identity_corrected),
    )
    return {
        "agencies.invitation": lambda: emails.invitation(invitation_id=offered.pk),
        "agencies.role_changed": lambda: emails.role_changed(membership_id=member.pk),
        "agencies.member_removed": lambda: emails.member_removed(agency_id=agency, user_id=user),
        "agencies.lead_left": lambda: emails.lead_left(agency_id=agency, user_id=user, left_id=left.pk),
        "agencies.lead_appointed": lambda: emails.lead_appointed(change_id=change.pk, user_id=user),
        "agencies.suspended": lambda: emails.suspended(agency_id=agency, user_id=user),
        **{
            f"agencies.identity_{what}": partial(handler, request_id=asked.pk, user_id=user)
            for what, handler in about
        },
        "agencies.unsuspended": lambda: emails.unsuspended(agency_id=agency, user_id=user),
    }


def test_every_email_names_the_agency_in_both_parts(settings: Any) -> None:
    settings.SITE_URL = "https://onemind.example.org"
    every = each()
    assert {kind for kind in registry.kinds() if kind.startswith("agencies.")} == set(every)
    for deliver in every.values():
        deliver()
    assert len(mail.outbox) == len(every)
    for message in mail.outbox:
        text, html = text_of(message), html_of(message)
        assert "O'Brien & Sons <PD>" in message.subject
        assert "O'Brien & Sons <PD>" in text
        assert "O&#x27;Brien &amp; Sons &lt;PD&gt;" in html
        assert "https://onemind.example.org" in text
        assert "{{" not in text + html


def test_someone_who_left_the_agency_hears_no_more_of_it() -> None:
    left = MembershipFactory.create(role=Membership.Role.SIGNATORY)
    agency, user = left.agency, left.user
    asked = IdentityRequest.objects.create(agency=agency, before={"city": "A"}, after={"city": "B"})
    assert queries.recipient(agency, user.pk) == user
    left.delete()
    MembershipFactory.create(user=user)
    emails.identity_approved(request_id=asked.pk, user_id=user.pk)
    emails.lead_left(agency_id=agency.pk, user_id=user.pk, left_id=UserFactory.create().pk)
    assert (queries.recipient(agency, user.pk), mail.outbox) == (None, [])


def test_nothing_is_sent_about_what_is_gone() -> None:
    closed = MembershipFactory(role=Membership.Role.VIEWER, user__is_active=False)
    emails.role_changed(membership_id=closed.pk)
    emails.role_changed(membership_id=0)
    emails.invitation(invitation_id=0)
    emails.member_removed(agency_id=0, user_id=UserFactory().pk)
    emails.member_removed(agency_id=AgencyFactory().pk, user_id=closed.user_id)
    assert mail.outbox == []


def test_an_invitation_that_was_used_meanwhile_is_not_sent() -> None:
    user = UserFactory()
    offered = actions.invite(
        agency=AgencyFactory(), email=user.email, name="", role="viewer", by=Actor.SYSTEM
    )

    actions.accept(token=INVITATION_LINK.token(offered.public_id), by=user)
    emails.invitation(invitation_id=offered.pk)
    assert mail.outbox == []
