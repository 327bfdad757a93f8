"""Accounts, which belong to people: the neighbor is another person with the same."""

from accounts import actions
from accounts.models import User
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory, UserFactory
from tests.actions.stage import Arguments, Scene, row


def _person(**fields: object) -> User:
    person: User = UserFactory.create(**fields)
    return person


@row(actions.keep_last_sign_in)
def _keep_last_sign_in(s: Scene) -> Arguments:
    return {"user": _person(last_login="2026-01-02T03:04:05Z")}


@row(actions.rename, "accounts.renamed: user, of no agency")
def _rename(s: Scene) -> Arguments:
    return {"user": s.lead, "name": "Another name", "by": s.administrator}


@row(
    actions.invite_staff,
    "accounts.account_opened: new User, of no agency",
    "accounts.staff_role_set: new User, of no agency",
    "> accounts.staff_welcome",
)
def _invite_staff(s: Scene) -> Arguments:
    return {
        "email": f"new.{s.name.lower()}@example.org",
        "name": "Nia New",
        "role": "reviewer",
        "by": s.administrator,
    }


@row(actions.set_staff_role, "accounts.staff_role_set: user, of no agency", "> accounts.staff_role_changed")
def _set_staff_role(s: Scene) -> Arguments:
    return {"user": ReviewerFactory.create(), "role": "", "by": s.administrator}


@row(actions.deactivate, "accounts.account_closed: user, of no agency")
def _deactivate(s: Scene) -> Arguments:
    return {"user": _person(), "by": s.administrator}


@row(actions.reactivate, "accounts.account_reopened: user, of no agency")
def _reactivate(s: Scene) -> Arguments:
    return {"user": _person(is_active=False), "by": s.administrator}


@row(actions.request_password_reset, "> accounts.password_reset")
def _request_password_reset(s: Scene) -> Arguments:
    return {"user": s.lead}


@row(actions.choose_waiting_emails, "accounts.waiting_emails_chosen: by, of no agency")
def _choose_waiting_emails(s: Scene) -> Arguments:
    return {"how_often": "never", "by": AdministratorFactory.create()}


@row(actions.tell_daily, "> accounts.what_waits ×5")
def _tell_daily(s: Scene) -> Arguments:
    AdministratorFactory.create(waiting_emails="daily" if s.mine else "at_once")
    return {}


@row(actions.tell_at_once, "> accounts.what_waits")
def _tell_at_once(s: Scene) -> Arguments:
    AdministratorFactory.create(waiting_emails="at_once" if s.mine else "daily")
    s.submitted()
    return {}
