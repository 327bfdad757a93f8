"""Every link that is mailed and works once lets one of twenty requests at the same moment through, and tells the others so.

``ROUNDS=50`` in the environment tries each fifty times.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts import actions as accounts
from accounts.emails import password_link
from accounts.models import User
from accounts.permissions import Actor
from agencies import actions as agencies
from agencies.models import INVITATION_LINK, Membership
from audit.models import Entry
from campaign.assistance import actions as assistance
from campaign.assistance.models import FOLLOW_LINK, AssistanceRequest
from campaign.newsletter.actions import subscribers as newsletter_subscribers
from common.forms import guard
from documents import actions as papers
from documents import signing
from documents.models import SIGNING_LINK
from outbox.dispatch import deliver_due
from pledges import actions as pledges
from pledges.models import ANSWER_LINK, CONFIRM_LINK
from rehearsal.factories.accounts import PASSWORD, AdministratorFactory, ReviewerFactory, UserFactory
from rehearsal.factories.agencies import AgencyFactory
from rehearsal.factories.documents import letter_draft
from rehearsal.factories.pledges import PledgeFactory
from tests.accounts.mailbox import link_in_last
from tests.conversations.talking import asked as question_asked
from tests.conversations.talking import confirm_path as question_path
from tests.newsletter.issues import asked as subscriber_asked
from tests.newsletter.issues import confirm_path, leave_path
from tests.pledges.test_views_public import said
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = int(os.environ.get("ROUNDS", "3"))
AT_ONCE = 20
NEW = "a-different-long-password"


@dataclass(frozen=True, slots=True)
class Case:
    """A link that was mailed: how it is used once, and the verb that the trail then has once."""

    use: Callable[[int], Any]
    verb: str


def _client() -> Client:
    """A client that is told when the database waited too long, as on a busy machine: that is no success, and no error."""
    return Client(raise_request_exception=False)


def _post(path: str, data: dict[str, Any], _number: int = 0) -> Any:
    return _client().post(path, data)


def password_reset(number: int) -> Case:
    link = password_link(UserFactory.create()).partition("8000")[2]
    clients = [_client() for _ in range(AT_ONCE)]
    forms = [client.get(link)["Location"] for client in clients]

    def use(which: int) -> Any:
        return clients[which].post(
            forms[which], {"password1": f"{NEW}-{which}", "password2": f"{NEW}-{which}"}
        )

    return Case(use, "accounts.password_reset")


def first_password(number: int) -> Case:
    accounts.invite_staff(
        email=f"new{number}@example.org",
        name="Nia",
        role=User.StaffRole.REVIEWER,
        by=AdministratorFactory.create(),
    )
    deliver_due()
    link = link_in_last("/account/password/reset/key/")
    clients = [_client() for _ in range(AT_ONCE)]
    forms = [client.get(link)["Location"] for client in clients]

    def use(which: int) -> Any:
        return clients[which].post(
            forms[which], {"password1": f"{NEW}-{which}", "password2": f"{NEW}-{which}"}
        )

    return Case(use, "accounts.password_reset")


def new_address(number: int) -> Case:
    user = UserFactory.create()
    client = Client()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    client.post("/account/email/", {"email": f"other{number}@example.org", "action_add": ""})
    deliver_due()
    sent = next(message for message in reversed(mail.outbox) if message.to == [f"other{number}@example.org"])
    found = re.search(r"http://localhost:8000(/account/confirm-email/\S+)", str(sent.body))
    assert found is not None
    assert not EmailAddress.objects.get(email=f"other{number}@example.org").verified
    return Case(partial(_post, found[1], {}), "accounts.email_changed")


def invitation(number: int) -> Case:
    offered = agencies.invite(
        agency=AgencyFactory.create(),
        email=f"bo{number}@example.org",
        name="Bo",
        role=Membership.Role.LEAD.value,
        by=Actor.SYSTEM,
    )
    path = f"/invitation/{INVITATION_LINK.token(offered.public_id)}/"
    return Case(
        partial(_post, path, {"name": "Bo", "password": PASSWORD, "again": PASSWORD}), "agencies.joined"
    )


def pledge_to_confirm(number: int) -> Case:
    pledge = PledgeFactory.create(state="received", confirmed_at=None, agency__is_provisional=True)
    path = reverse("pledges:confirm", args=[CONFIRM_LINK.token(pledge.link_name)])
    return Case(partial(_post, path, {}), "pledges.confirmed")


def pledge_to_answer(number: int) -> Case:
    pledge = PledgeFactory.create(state="confirmed")
    pledges.query(pledge=pledge, question="Who is the chief?", by=ReviewerFactory.create())
    path = reverse("pledges:answer", args=[ANSWER_LINK.token(pledge.link_name)])
    return Case(partial(_post, path, said(answer="Jordan.", ori="")), "pledges.answered")


def question(number: int) -> Case:
    return Case(
        partial(_post, question_path(question_asked(email=f"asker{number}@example.org")), {}),
        "campaign.question_relayed",
    )


def newsletter(number: int) -> Case:
    return Case(
        partial(_post, confirm_path(subscriber_asked(f"reader{number}@example.org")), {}),
        "campaign.newsletter_confirmed",
    )


def unsubscribing(number: int) -> Case:
    subscriber = subscriber_asked(f"reader{number}@example.org")
    newsletter_subscribers.confirm(subscriber=subscriber)
    return Case(partial(_post, leave_path(subscriber), {}), "campaign.newsletter_left")


def rating(number: int) -> Case:
    request = assistance.ask(
        kind="contact",
        name="Quinn",
        email="quinn@example.net",
        subject="A",
        text="B",
        form_key=f"key{number}",
    )
    AssistanceRequest.objects.update(state="closed")
    path = reverse("assistance:rate", args=[FOLLOW_LINK.token(request.public_id)])

    def use(which: int) -> Any:
        return _client().post(
            path, {"rating": which % 5 + 1, "comment": "", "nickname": "", "form_key": guard.issue()}
        )

    return Case(use, "campaign.help_rated")


def signature(number: int) -> Case:
    draft, lead = letter_draft()
    papers.render(papers.request_letter(completion=draft, by=lead).pk)
    request = papers.send_for_signature(completion=draft, email=f"chief{number}@example.org", by=lead)
    path = reverse("documents:sign", args=[SIGNING_LINK.token(request.public_id)])
    form = {"read": signing.content_sha256(request.letter), "name": draft.signatory_name, "confirmed": "on"}
    return Case(partial(_post, path, form), "documents.signed")


# The name of each route that a mailed link opens without an account. What isn't used up by following it has no case.
CASES: dict[str, tuple[Callable[[int], Case], ...]] = {
    "account_reset_password_from_key": (password_reset, first_password),
    "account_confirm_email": (new_address,),
    "agencies:invitation": (invitation,),
    "pledges:confirm": (pledge_to_confirm,),
    "pledges:answer": (pledge_to_answer,),
    "conversations:confirm": (question,),
    "documents:sign": (signature,),
    "newsletter:confirm": (newsletter,),
    "newsletter:leave": (unsubscribing,),
    "assistance:rate": (rating,),
}
WORKS_ON = {
    "documents:sign_letter",
    "assistance:follow",
    "conversations:thread",
    "conversations:close",
    "conversations:report",
}
# One click in a mail program has no page to say "already": every answer is the same (RFC 8058).
SAME_ANSWER = {unsubscribing}


@pytest.mark.parametrize(
    "case", [case for cases in CASES.values() for case in cases], ids=lambda case: str(case.__name__)
)
def test_a_link_works_for_one_of_twenty_at_the_same_moment(
    case: Callable[[int], Case], settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    for number in range(ROUNDS):
        cache.clear()
        made = case(number)
        before = Entry.objects.filter(verb=made.verb).count()
        answers = at_once(*[partial(made.use, which) for which in range(AT_ONCE)])
        assert [answer for answer in answers if isinstance(answer, Exception)] == []
        statuses = sorted(answer.status_code for answer in answers)
        assert Entry.objects.filter(verb=made.verb).count() - before == 1
        if case in SAME_ANSWER:
            assert statuses == [200] * AT_ONCE
        else:
            assert statuses.count(302) == 1, statuses
            assert set(statuses) <= {200, 302, 404, 409, 410, 422, 429, 503}


def test_the_password_is_the_one_of_the_request_that_was_let_through(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    case = password_reset(0)
    user = User.objects.get()
    answers = at_once(*[partial(case.use, which) for which in range(AT_ONCE)])
    winners = [which for which, answer in enumerate(answers) if answer.status_code == 302]
    user.refresh_from_db()
    assert [which for which in range(AT_ONCE) if user.check_password(f"{NEW}-{which}")] == winners
    late = next(answer for answer in answers if answer.status_code == 409)
    assert "each link works only once" in late.content.decode()


def test_every_route_with_a_key_in_its_address_has_a_case() -> None:
    def routes(patterns: list[Any], space: str = "") -> list[str]:
        found = []
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
                found += routes(pattern.url_patterns, inner)
            elif isinstance(pattern, URLPattern) and re.search(r"token>|\bkey>", str(pattern.pattern)):
                found.append(f"{space}{pattern.name}")
        return found

    assert set(routes(get_resolver().url_patterns)) == {*CASES, *WORKS_ON}
