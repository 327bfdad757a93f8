"""Who takes part in the drills: agencies with evidence and papers, their leads, and a portal's visitor for each."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.test import override_settings

from accounts.models import User
from agencies.models import Agency
from audit import trail
from common.addresses import reverse
from drills.portal import Portal, Visitor
from rehearsal.factories.accounts import PASSWORD, totp_code
from rehearsal.factories.documents import issued, with_file
from rehearsal.factories.files import stored_file
from rehearsal.factories.partnerships import PartnershipFactory
from rehearsal.factories.policies import PolicyFactory


@contextmanager
def quick_passwords() -> Iterator[None]:
    """Hash the passwords of those who are made in this block once for all of them, as production hashes."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield
    User.objects.filter(password__startswith="md5$").update(password=make_password(PASSWORD))


def certified(number: int) -> list[Agency]:
    """Agencies that hold a certificate: five files of their own each, and their letter stored."""
    agencies = []
    with quick_passwords():
        for _ in range(number):
            papers = issued()
            agency = papers.certificate.agency
            name = agency.public_id.encode()
            for document in (papers.certificate, papers.acknowledgment):
                with_file(document, b"%%PDF-1.7\n%%%b %b\n%%%%EOF\n" % (document.kind.encode(), name))
            PartnershipFactory.create(agency=agency, mou=stored_file(b"%PDF-1.7\n%mou " + name))
            PolicyFactory.create(agency=agency, file=stored_file(b"%PDF-1.7\n%policy " + name))
            document.completion.letter = stored_file(b"%PDF-1.7\n%letter " + name)
            document.completion.save(update_fields=["letter"])
            with transaction.atomic():
                trail.record("agencies.profile_changed", by=None, subject=agency, agency=agency)
            agencies.append(agency)
    return agencies


def lead_of(agency: Agency, portal: Portal) -> Visitor:
    """The agency's lead, signed in at this portal. AssertionError when that doesn't work."""
    visitor = Visitor(portal.port, reverse("pledges:overview", agency=agency.public_id))
    email = agency.memberships.get(role="lead").user.email
    if not visitor.sign_in(email, PASSWORD):
        raise AssertionError("The lead could not sign in.")
    return visitor


def reviewer(person: User, portal: Portal) -> Visitor:
    """A reviewer, signed in at this portal with the second step."""
    visitor = Visitor(portal.port)
    if not visitor.sign_in(person.email, PASSWORD):
        raise AssertionError("The reviewer could not sign in.")
    visitor.post("/account/2fa/authenticate/", {"code": totp_code()})
    if visitor.get("/desk/").status != 200:
        raise AssertionError("The reviewer's second step failed.")
    return visitor
