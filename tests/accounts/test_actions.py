"""What happens to accounts: what is written, recorded and posted, and what is refused."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from accounts import actions, queries
from accounts.actions import SECURITY_CHANGES
from accounts.emails import _NOTICES
from accounts.models import User, administrators_may
from audit.models import Entry
from common.problems import NotAllowed, Refused
from outbox.dispatch import deliver_due
from outbox.models import Message
from rehearsal.factories.accounts import PASSWORD, AdministratorFactory, ReviewerFactory, UserFactory
from tests.trail import verbs

pytestmark = pytest.mark.django_db


def test_open_account_makes_a_person_with_a_confirmed_address() -> None:
    user = actions.open_account(email=" Ana@Example.org ", name=" Ana ", password=PASSWORD, by=None)
    assert (user.email, user.name, user.check_password(PASSWORD), user.staff_role) == (
        "ana@example.org",
        "Ana",
        True,
        "",
    )
    assert list(EmailAddress.objects.values_list("user", "email", "verified", "primary")) == [
        (user.pk, "ana@example.org", True, True)
    ]
    assert verbs() == ["accounts.account_opened"]


@pytest.mark.parametrize("email", ["ana@example.org", "ANA@EXAMPLE.ORG", "second@example.org"])
def test_open_account_is_refused_for_an_address_that_has_one(email: str) -> None:
    user = UserFactory(email="ana@example.org")
    EmailAddress.objects.create(user=user, email="second@example.org", verified=True)
    with pytest.raises(Refused) as refusal:
        actions.open_account(email=email, name="Other", password=PASSWORD, by=None)
    assert refusal.value.field == "email"
    assert (User.objects.count(), verbs()) == (1, [])


def test_an_address_that_somebody_claimed_and_never_confirmed_stops_nobody() -> None:
    EmailAddress.objects.create(user=UserFactory(), email="ana@example.org", verified=False)
    user = actions.open_account(email="ana@example.org", name="Ana", password=PASSWORD, by=None)
    assert list(EmailAddress.objects.filter(email="ana@example.org").values_list("user", "verified")) == [
        (user.pk, True)
    ]


def test_confirm_address_marks_ones_own_address_once() -> None:
    user = UserFactory()
    EmailAddress.objects.update(verified=False)
    actions.confirm_address(user=user, email="other@example.org")
    assert not queries.has_confirmed_address(user)
    for _ in range(2):
        actions.confirm_address(user=user, email=user.email.upper())
    assert queries.has_confirmed_address(user)
    assert verbs() == ["accounts.address_confirmed"]


def test_rename_records_that_but_not_what() -> None:
    user = UserFactory(name="Ana")
    actions.rename(user=user, name=" Ana Diaz ", by=user)
    actions.rename(user=user, name="Ana Diaz", by=user)
    assert User.objects.get().name == "Ana Diaz"
    assert list(Entry.objects.values_list("verb", "details")) == [("accounts.renamed", {})]


def test_invite_staff_makes_an_account_that_only_the_mailed_link_opens() -> None:
    administrator = AdministratorFactory()
    user = actions.invite_staff(
        email="new@example.org", name="New", role=User.StaffRole.REVIEWER, by=administrator
    )
    assert (user.has_usable_password(), user.is_reviewer, queries.has_confirmed_address(user)) == (
        False,
        True,
        True,
    )
    assert verbs() == ["accounts.account_opened", "accounts.staff_role_set"]
    deliver_due()
    assert [message.to for message in mail.outbox] == [["new@example.org"]]
    assert "/account/password/reset/key/" in mail.outbox[0].body


NOBODY_ELSE = [
    lambda user, by: actions.invite_staff(email="new@example.org", name="New", role="reviewer", by=by),
    lambda user, by: actions.set_staff_role(user=user, role="administrator", by=by),
    lambda user, by: actions.deactivate(user=user, by=by),
    lambda user, by: actions.reactivate(user=user, by=by),
]


@pytest.mark.parametrize("attempt", NOBODY_ELSE, ids=["invite", "give a role", "close", "open again"])
@pytest.mark.parametrize(
    "factory", [UserFactory, ReviewerFactory, lambda: AdministratorFactory(is_active=False)]
)
def test_only_administrators_manage_staff(attempt, factory) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    user, by = UserFactory(is_active=attempt is not NOBODY_ELSE[3]), factory()
    before = list(User.objects.order_by("pk").values())
    with pytest.raises(NotAllowed):
        attempt(user, by)
    assert list(User.objects.order_by("pk").values()) == before
    attempt(user, AdministratorFactory())
    assert (
        list(User.objects.order_by("pk").values())[: len(before)] != before
        or User.objects.count() > len(before) + 1
    )


def test_set_staff_role_tells_the_person_and_the_trail() -> None:
    user, by = UserFactory(), AdministratorFactory()
    for role in ("reviewer", "reviewer", ""):
        actions.set_staff_role(user=user, role=role, by=by)
    assert list(Entry.objects.order_by("id").values_list("actor_ref", "details")) == [
        (by.pk, {"from": "none", "to": "reviewer"}),
        (by.pk, {"from": "reviewer", "to": "none"}),
    ]
    deliver_due()
    assert [message.to for message in mail.outbox] == [[user.email], [user.email]]
    assert User.objects.get(pk=user.pk).sessions_ended == 2


@pytest.mark.parametrize("attempt", [NOBODY_ELSE[1], NOBODY_ELSE[2]])
def test_nobody_takes_their_own_role_away(attempt) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    administrator = AdministratorFactory()
    with pytest.raises(Refused):
        attempt(administrator, administrator)
    administrator.refresh_from_db()
    assert administrator.is_campaign_administrator


def test_closing_and_opening_an_account_twice_records_each_once() -> None:
    user, by = UserFactory(), AdministratorFactory()
    for step in (actions.deactivate, actions.deactivate, actions.reactivate, actions.reactivate):
        step(user=user, by=by)
    assert verbs() == ["accounts.account_closed", "accounts.account_reopened"]


def test_a_change_of_password_does_not_open_a_closed_account() -> None:
    """allauth saves the person as it was loaded, before someone else closed the account."""
    from allauth.account.adapter import get_adapter

    stale = UserFactory()
    actions.deactivate(user=stale, by=AdministratorFactory())
    get_adapter().set_password(stale, "a-different-long-password")
    saved = User.objects.get(pk=stale.pk)
    assert (saved.is_active, saved.sessions_ended, saved.check_password("a-different-long-password")) == (
        False,
        1,
        True,
    )


def test_every_change_of_how_one_signs_in_has_its_notice() -> None:
    assert set(_NOTICES) == SECURITY_CHANGES | {"address_change_asked", "second_step_reset"}
    user = UserFactory()
    for what in sorted(SECURITY_CHANGES):
        assert actions.security_changed(user=user, what=what) is not None
    deliver_due()
    assert [message.to for message in mail.outbox] == [[user.email]] * len(SECURITY_CHANGES)
    assert verbs() == [f"accounts.{what}" for what in sorted(SECURITY_CHANGES)]
    assert User.objects.get().sessions_ended == len(SECURITY_CHANGES)


def test_what_is_no_such_change_leaves_no_trace() -> None:
    assert actions.security_changed(user=UserFactory(), what="unknown_account") is None
    assert (Message.objects.count(), verbs()) == (0, [])


def test_reviewers_and_administrators_lists() -> None:
    reviewer, administrator = ReviewerFactory(), AdministratorFactory()
    UserFactory()
    ReviewerFactory(is_active=False)
    AdministratorFactory(is_active=False)
    assert queries.reviewers() == [reviewer, administrator]
    assert queries.administrators() == [administrator]


@pytest.mark.parametrize(
    ("permission", "expected"),
    [
        ("content.change_question", True),
        ("content.delete_question", True),
        ("documents.change_presidentterm", True),
        ("documents.view_document", True),
        ("documents.change_document", False),
        ("accounts.change_user", True),
        ("agencies.view_agency", True),
        ("agencies.change_agency", False),
        ("audit.view_entry", True),
        ("audit.delete_entry", False),
        ("outbox.view_message", True),
        ("auth.view_group", False),
        ("account.view_emailaddress", False),
        ("mfa.view_authenticator", False),
        ("training.view_officer", False),
        ("pledges.change_pledge", False),
    ],
)
def test_what_administrators_may_in_the_admin(permission: str, expected: bool) -> None:
    assert administrators_may(permission) is expected
    assert AdministratorFactory().has_perm(permission) is expected
    assert not ReviewerFactory().has_perm(permission)
    assert not AdministratorFactory(is_active=False).has_perm(permission)
    assert AdministratorFactory(is_superuser=True).has_perm(permission)


def test_the_settings_name_apps_and_models_that_exist(settings) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    from django.apps import apps

    of_editors = (*settings.EDITORS_EDIT, *settings.EDITORS_SEE)
    for name in (*settings.ADMINISTRATORS_EDIT, *settings.ADMINISTRATORS_SEE, *of_editors):
        assert apps.get_model(name) if "." in name else apps.get_app_config(name)
