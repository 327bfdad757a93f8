"""Emails to addresses that no one has confirmed: no stranger's words, few a day, and why they came.

Everything that a stranger can type is typed as CANARY, an address of the web included. A new email fails until it is listed,
an email that a public form sends unless it is in SENDS, and one to an unconfirmed address unless it is in UNCONFIRMED.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
import time_machine
from django import forms
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions as accounts
from agencies import actions as agencies
from agencies.models import Agency, Membership
from campaign.assistance import actions as assistance
from campaign.conversations.actions import relay as conversations
from common.access import ANYONE, Names
from common.forms import guard
from onemind.access import TABLE
from outbox.dispatch import deliver_due
from outbox.models import Message, UnconfirmedCount
from outbox.unconfirmed import send_unconfirmed
from rehearsal.factories.accounts import PASSWORD, AdministratorFactory, ReviewerFactory, UserFactory
from rehearsal.factories.agencies import MembershipFactory, lead_of
from rehearsal.factories.campaign import LearningSiteFactory, PostFactory
from tests.accounts.mailbox import html_of, text_of
from tests.conversations.talking import agency_that_answers
from tools.programs import ROOT

pytestmark = pytest.mark.django_db

WORD = "Zanzicanary"
CANARY = f"{WORD} https://canary.example/e"
VICTIM = "victim@example.net"
TEMPLATES = ROOT / "templates" / "emails"

# The templates of the emails that may go to an address that no one has confirmed.
UNCONFIRMED = {
    "accounts/confirm_address",
    "accounts/staff_welcome",
    "agencies/invitation",
    "assistance/answered",
    "assistance/closed",
    "assistance/received",
    "conversations/confirm",
    "newsletter/confirm",
    "documents/sign",
    "pledges/confirmation",
}
# To people with an account, to an address that its owner confirmed by a link (what the recipient asked for), or to the contact
# that the portal's settings name.
CONFIRMED = {
    "accounts/what_waits",
    "accounts/notice",
    "accounts/password_reset",
    "accounts/second_step_code",
    "accounts/second_step_reset_done",
    "accounts/staff_role_changed",
    "agencies/identity_approved",
    "agencies/identity_corrected",
    "agencies/identity_declined",
    "agencies/identity_requested",
    "agencies/lead_appointed",
    "agencies/lead_left",
    "agencies/member_removed",
    "agencies/role_changed",
    "agencies/suspended",
    "agencies/unsuspended",
    "assistance/assigned",
    "assistance/replied",
    "conversations/answered",
    "conversations/closed",
    "conversations/relayed",
    "newsletter/issue",
    "documents/certificate_ready",
    "documents/certificate_revoked",
    "documents/letter_signed",
    "pledges/closed",
    "pledges/extended",
    "pledges/lapsed",
    "pledges/question",
    "pledges/reinstated",
    "pledges/reminder",
    "pledges/signed_letter_asked",
    "pledges/submitted",
    "pledges/verified",
    "pledges/withdrawn",
    "reviews/returned",
    "reviews/trail_head",
    "training/course_ruled",
    "training/equivalency_asked",
    "training/strength_changed",
}


@pytest.fixture(autouse=True)
def no_earlier_attempts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


# Kinds of messages are named as they were before the campaign had four rooms.
ROOMS = {
    "campaign.assistance_": "assistance/",
    "campaign.connect_": "conversations/",
    "campaign.newsletter_": "newsletter/",
}


def sent() -> set[str]:
    """The emails that were asked for, as their templates are called."""
    kinds = set(Message.objects.values_list("kind", flat=True))
    for before, room in ROOMS.items():
        kinds = {kind.replace(before, room) for kind in kinds}
    return {kind.replace(".", "/") for kind in kinds}


def whole(message: EmailMessage) -> str:
    return "\n".join([str(message.subject), text_of(message), html_of(message)])


def filled(form: forms.BaseForm) -> dict[str, Any]:
    """A form's fields, with CANARY in each that takes words and VICTIM in each that takes an address."""
    answers: dict[str, Any] = {"nickname": "", "form_key": guard.issue()}
    for name, field in form.fields.items():
        if name in answers:
            continue
        if isinstance(field, forms.EmailField):
            answers[name] = VICTIM
        elif isinstance(field, forms.URLField):
            answers[name] = f"https://canary.example/{WORD}"
        elif isinstance(field, forms.BooleanField):
            answers[name] = "on"
        elif isinstance(field, forms.DateField):
            answers[name] = "2026-01-05"
        elif isinstance(field, forms.IntegerField):
            answers[name] = "12"
        elif isinstance(field, forms.ChoiceField):
            answers[name] = next((str(key) for key, _label in _flat(field.choices) if key), "")
        else:
            answers[name] = CANARY
    return answers


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield key, label


def with_canaries(agency: Agency) -> Agency:
    """The agency after a lead has renamed it."""
    Agency.objects.filter(pk=agency.pk).update(
        name=CANARY, city=CANARY, head_name=CANARY, verified_name="Springfield Police Department"
    )
    agency.refresh_from_db()
    return agency


# What the address of a public form names, by its route.
NAMED = {"conversations:ask": "public_id", "content:news_comment": "slug"}


def public_forms() -> list[str]:
    """Every route that anyone may send something to, without a key that was mailed."""
    return sorted(name for name, row in TABLE.items() if row.write is ANYONE and row.names is not Names.KEY)


@pytest.mark.parametrize("route", public_forms())
def test_no_public_form_puts_a_strangers_words_into_an_email(route: str, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    agency = with_canaries(agency_that_answers())
    LearningSiteFactory.create()
    post = PostFactory.create(body=CANARY)
    names = {"public_id": agency.public_id, "slug": post.slug}
    kwargs = {NAMED[route]: names[NAMED[route]]} if route in NAMED else {}
    path = reverse(route, kwargs=kwargs)
    client = Client()
    page = client.get(path)
    form = page.context.get("form") if page.context is not None else None
    answers = filled(form) if form is not None else {}
    if route == "pledges:take":
        answers |= {
            "website": "https://canary.example/",
            "none_of_these": "on",
            "country": "US",
            "region": "US-GA",
            "ori": "",
        }
    if route in SENDS:
        assert form is not None
    answer = client.post(path, answers)
    assert answer.status_code in {200, 302, 404, 405, 409, 422}
    deliver_due()
    assert {message.to[0] for message in mail.outbox} == ({VICTIM} if route in SENDS else set()), (
        form.errors if form else "",
        answer.context["form"].errors if answer.status_code == 422 else "",
    )
    # Asking for a new password posts a message to no one.
    assert sent() - {"accounts/password_reset"} == ({SENDS[route]} if route in SENDS else set())
    check_each()


# What each of them sends to the address that was typed in.
SENDS = {
    "assistance:site": "assistance/received",
    "assistance:peers": "assistance/received",
    "assistance:technical": "assistance/received",
    "assistance:contact": "assistance/received",
    "conversations:ask": "conversations/confirm",
    "newsletter:sign_up": "newsletter/confirm",
    "pledges:take": "pledges/confirmation",
}


def check_each() -> None:
    """No canary, and why it came, in both parts of each email that was sent."""
    for message in mail.outbox:
        assert WORD not in whole(message)
        assert "canary.example" not in whole(message)
        for part in (text_of(message), html_of(message)):
            assert "You get this email because" in part


def test_what_people_with_an_account_type_goes_to_no_unconfirmed_address() -> None:
    agency = with_canaries(agency_that_answers())
    lead = MembershipFactory.create(agency=agency, user=UserFactory.create(name=CANARY)).user
    agencies.invite(agency=agency, email=VICTIM, name=CANARY, role=Membership.Role.LEAD.value, by=lead)
    accounts.invite_staff(
        email="new@example.net", name=CANARY, role="reviewer", by=AdministratorFactory.create(name=CANARY)
    )
    client = Client()
    client.post("/account/login/", {"login": lead.email, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    client.post("/account/email/", {"email": "other@example.net", "action_add": ""})
    request = assistance.ask(
        kind="contact", name=CANARY, email="asker@example.net", subject=CANARY, text=CANARY, form_key="k"
    )
    reviewer = ReviewerFactory.create(name=CANARY)
    assistance.answer(request=request, text=CANARY, form_key="a", by=reviewer)
    assistance.close(request=request, closure="solved", by=reviewer)
    deliver_due()
    mail.outbox[:] = [message for message in mail.outbox if message.to[0].endswith(".net")]
    assert {message.to[0] for message in mail.outbox} == {
        VICTIM,
        "new@example.net",
        "other@example.net",
        "asker@example.net",
    }
    assert {
        "agencies/invitation",
        "accounts/staff_welcome",
        "accounts/confirm_address",
        "assistance/received",
        "assistance/answered",
        "assistance/closed",
    } <= sent()
    check_each()


def test_an_invitation_names_the_agency_as_it_was_verified() -> None:
    agency = with_canaries(agency_that_answers())
    agencies.invite(agency=agency, email=VICTIM, name="Bo", role="lead", by=lead_of(agency))
    deliver_due()
    assert mail.outbox[0].subject == (
        "You are invited to join Springfield Police Department in the One Mind portal"
    )


def test_every_email_says_whether_it_goes_to_an_unconfirmed_address() -> None:
    written = {
        str(path.relative_to(TEMPLATES)).removesuffix(".subject.txt")
        for path in TEMPLATES.glob("*/*.subject.txt")
    }
    assert written == UNCONFIRMED | CONFIRMED
    for name in written:
        for kind in ("txt", "html"):
            text = (TEMPLATES / f"{name}.{kind}").read_text()
            assert (f'"emails/unconfirmed.{kind}"' in text) == (name in UNCONFIRMED), name


def test_an_email_to_an_unconfirmed_address_leaves_by_the_one_way_alone() -> None:
    """`send` and `compose` never take a template of theirs, and `send_unconfirmed` takes no other."""
    calls = re.compile(r"\b(send|compose|send_unconfirmed)\(\s*template=f?\"([\w/{}]+)\"")
    found: dict[str, set[str]] = {"send": set(), "compose": set(), "send_unconfirmed": set()}
    for path in ROOT.glob("*/**/*.py"):
        if path.relative_to(ROOT).parts[0] in {"tests", ".venv", "node_modules", "var"}:
            continue
        for how, name in calls.findall(path.read_text()):
            found[how].add(name)
    direct = {name for name in found["send"] | found["compose"] if "{" not in name}
    assert direct & UNCONFIRMED == set()
    assert {name for name in found["send_unconfirmed"] if "{" not in name} <= UNCONFIRMED


def test_an_address_gets_few_a_day_whatever_asks_for_them(settings: Any) -> None:
    settings.UNCONFIRMED_EMAILS_A_DAY = 3
    agency = agency_that_answers()
    for number in range(2):
        inviting = agency_that_answers()
        agencies.invite(agency=inviting, email=VICTIM, name="", role="lead", by=lead_of(inviting))
        conversations.ask(
            agency=agency,
            name="A",
            organization="",
            email=VICTIM.upper(),
            subject="B",
            text="C",
            form_key=f"k{number}",
        )
    deliver_due()
    assert len(mail.outbox) == 3
    assert Message.objects.filter(delivered_at__isnull=True).count() == 0
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert send("another@example.net")
        assert send(VICTIM)
        assert not any(VICTIM in str(row) for row in UnconfirmedCount.objects.values())


def send(address: str) -> bool:
    context = {"link": "https://portal.example.org/", "until": timezone.now()}
    return send_unconfirmed(template="newsletter/confirm", to=address, why="Because.", context=context)


def test_what_the_mail_server_refuses_is_not_counted(settings: Any) -> None:
    settings.UNCONFIRMED_EMAILS_A_DAY = 1
    settings.EMAIL_BACKEND = "tests.accounts.test_emails.RefusingBackend"
    with pytest.raises(SMTPRecipientsRefused):
        send(VICTIM)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send(VICTIM)
    assert not send(VICTIM)
