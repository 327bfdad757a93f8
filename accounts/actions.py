"""What happens to accounts. Each function is one verb: atomic, with its line in the trail and its messages."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import drafts
from accounts.models import ToldOf, User
from accounts.permissions import Capability, require
from accounts.queries import by_address, has_confirmed_address, has_second_step, staff_told
from accounts.waiting import Everything
from audit import trail
from common.models import opaque_code
from common.open_actions import OpenTo, open_to
from common.problems import Refused
from common.text import one_line, tidy_address
from outbox.post import post

# What a person can change about how they sign in: allauth's names for its notices.
SECURITY_CHANGES = frozenset(
    {
        "password_changed",
        "password_reset",
        "password_set",
        "email_changed",
        "email_deleted",
        "totp_activated",
        "totp_deactivated",
        "recovery_codes_generated",
    }
)


@open_to(OpenTo.PART)
def open_account(*, email: str, name: str, password: str | None, by: User | None) -> User:
    """Make an account for someone who has shown that the address is theirs, and return it.

    ``password`` is None for an account that is first entered through a link mailed to the address. Refused when the
    address has an account. In order: writes the user and the confirmed address, records it.
    """
    with transaction.atomic():
        if by_address(email) is not None:
            raise Refused(_("An account with this email address already exists."), field="email")
        user = User.objects.create_user(email, password, name=one_line(name))
        EmailAddress.objects.filter(email__iexact=user.email, verified=False).delete()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        trail.record("accounts.account_opened", by=by or user, subject=user)
        return user


@open_to(OpenTo.OWNER)
def keep_last_sign_in(*, user: User) -> None:
    """Keep when a person who is signing in had signed in before. In order: writes it; the security log has every sign-in."""
    User.objects.filter(pk=user.pk).update(signed_in_before=F("last_login"))


@open_to(OpenTo.PART)
def confirm_address(*, user: User, email: str) -> None:
    """Note that ``email``, the person's own address, was shown to be theirs: they followed a link mailed to it.

    Does nothing for an address that isn't the account's own, or that is confirmed already.
    """
    shown = tidy_address(email)
    if shown != user.email:
        return
    with transaction.atomic():
        row, _created = EmailAddress.objects.get_or_create(user=user, email=shown)
        if not row.verified and row.set_verified():
            row.set_as_primary(conditional=True)
            trail.record("accounts.address_confirmed", by=user, subject=user)


def rename(*, user: User, name: str, by: User) -> None:
    """Change the name that others see: one's own, or as an administrator.

    In order: writes the name, records that it changed (not the name).
    """
    if by.pk != user.pk:
        _only_administrators(by)
    with transaction.atomic():
        locked = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        if locked.name == one_line(name):
            return
        locked.name = one_line(name)
        locked.save(update_fields=["name"])
        trail.record("accounts.renamed", by=by, subject=locked)


def invite_staff(*, email: str, name: str, role: str, by: User) -> User:
    """Make an account for a reviewer or campaign administrator, who sets a password through a link mailed to them.

    NotAllowed unless ``by`` is a campaign administrator; Refused when the address has an account. In order: writes the
    account, the role, records both, posts the email with the link.
    """
    _only_administrators(by)
    with transaction.atomic():
        user = open_account(email=email, name=name, password=None, by=by)
        _give_role(user, role, by)
        post("accounts.staff_welcome", key=str(user.pk), user_id=user.pk)
        return user


def set_staff_role(*, user: User, role: str, by: User) -> None:
    """Give or take a person's role at the IACP.

    NotAllowed unless ``by`` is a campaign administrator. Refused for one's own role, so that there is always an
    administrator left. In order: writes the role, ends the person's sessions, records it, posts an email to them.
    """
    _only_administrators(by)
    if user.pk == by.pk:
        raise Refused(_("Ask another campaign administrator to change your own role."))
    with transaction.atomic():
        locked = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        if locked.staff_role == role:
            return
        entry_id = _give_role(locked, role, by)
        post("accounts.staff_role_changed", key=str(entry_id), user_id=locked.pk)


def deactivate(*, user: User, by: User) -> None:
    """Close an account: the person is signed out everywhere at once and can't sign in again.

    NotAllowed unless ``by`` is a campaign administrator; Refused for one's own account. In order: writes it, ends the
    sessions, deletes their drafts, records it. What the person did stays on record.
    """
    _only_administrators(by)
    if user.pk == by.pk:
        raise Refused(_("Ask another campaign administrator to close your own account."))
    with transaction.atomic():
        locked = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        if not locked.is_active:
            return
        User.objects.filter(pk=locked.pk).update(is_active=False, sessions_ended=F("sessions_ended") + 1)
        drafts.forget(locked)
        trail.record("accounts.account_closed", by=by, subject=locked)


def reactivate(*, user: User, by: User) -> None:
    """Open a closed account again: the person may sign in again. NotAllowed unless ``by`` is a campaign administrator."""
    _only_administrators(by)
    with transaction.atomic():
        locked = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        if locked.is_active:
            return
        User.objects.filter(pk=locked.pk).update(is_active=True)
        trail.record("accounts.account_reopened", by=by, subject=locked)


@open_to(OpenTo.EVERYONE)
def request_password_reset(*, user: User | None) -> None:
    """Post the email with a link to choose a new password, or a message to no one when the address is unknown.

    Both write one row, so that the time an answer takes doesn't tell whether there is an account.
    """
    with transaction.atomic():
        post("accounts.password_reset", key=opaque_code(), user_id=user.pk if user is not None else None)


@open_to(OpenTo.PART)
def ask_to_confirm(*, user: User, address_id: int) -> None:
    """Ask the owner of a new address to confirm it. In order: posts the email to the new address and, when the account
    has a confirmed one that this is to replace, a notice to that one."""
    with transaction.atomic():
        post("accounts.confirm_address", key=opaque_code(), address_id=address_id)
        if has_confirmed_address(user):
            post("accounts.notice", key=opaque_code(), user_id=user.pk, event="address_change_asked")


@open_to(OpenTo.PART)
def security_changed(*, user: User, what: str) -> User | None:
    """Note that the person changed how they sign in, and return the user as it now is; None for what needs no note.

    ``what`` is one of SECURITY_CHANGES; of a new address it is recorded whether the account had a second step. In order: ends
    all sessions (the caller keeps its own by renewing its hash), records it, posts a notice to the person.
    """
    if what not in SECURITY_CHANGES:
        return None
    with transaction.atomic():
        locked = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        locked.sessions_ended += 1
        locked.save(update_fields=["sessions_ended"])
        details = {"second_step": has_second_step(locked)} if what == "email_changed" else {}
        entry = trail.record(f"accounts.{what}", by=locked, subject=locked, details=details)
        post("accounts.notice", key=str(entry.pk), user_id=locked.pk, event=what)
        return locked


def choose_waiting_emails(*, how_often: str, by: User) -> None:
    """Choose how often one is told by email of what waits: one of User.WaitingEmails.

    NotAllowed unless ``by`` has a role at the IACP. Does nothing when it is so already. In order: writes it, forgets what
    the person was told of at once, records it.
    """
    require(by, Capability.WAITING_EMAILS_CHOOSE)
    with transaction.atomic():
        locked = User.objects.select_for_update(of=("self",)).get(pk=by.pk)
        if locked.waiting_emails == how_often:
            return
        locked.waiting_emails = User.WaitingEmails(how_often)
        locked.save(update_fields=["waiting_emails"])
        ToldOf.objects.filter(user=locked).delete()
        trail.record(
            "accounts.waiting_emails_chosen", by=by, subject=locked, details={"how_often": how_often}
        )


@open_to(OpenTo.SYSTEM)
def tell_daily() -> None:
    """Post the day's email about what waits to each of the staff who wants one a day; what waits is read when it is sent.

    Twice on a day posts nothing more.
    """
    day = timezone.localdate().isoformat()
    for user in staff_told(User.WaitingEmails.DAILY):
        with transaction.atomic():
            post("accounts.what_waits", key=f"{user.pk}:{day}", user_id=user.pk)


@open_to(OpenTo.SYSTEM)
def tell_at_once() -> None:
    """Post one email about all that is new to each of the staff who wants to know at once. Again posts nothing more.

    In order, for each person: forgets what waits no longer, notes what they are told of, posts the email.
    """
    people = staff_told(User.WaitingEmails.AT_ONCE)
    if not people:
        return
    everything = Everything()
    for user in people:
        with transaction.atomic():
            User.objects.select_for_update(of=("self",)).get(pk=user.pk)
            noted = ToldOf.objects.filter(user=user)
            told, still = set(noted.values_list("item", flat=True)), set(everything)
            if told - still:
                noted.filter(item__in=told - still).delete()
            new = [name for one in everything.waiting_for(user, told=told) for name in one.names]
            if new:
                rows = ToldOf.objects.bulk_create([ToldOf(user=user, item=name) for name in new])
                post("accounts.what_waits", key=f"{user.pk}:{rows[-1].pk}", user_id=user.pk, items=new)


def _only_administrators(by: User) -> None:
    require(by, Capability.STAFF_MANAGE)


def _give_role(user: User, role: str, by: User) -> int:
    before = user.staff_role
    User.objects.filter(pk=user.pk).update(
        staff_role=User.StaffRole(role), sessions_ended=F("sessions_ended") + 1
    )
    user.refresh_from_db()
    entry = trail.record(
        "accounts.staff_role_set",
        by=by,
        subject=user,
        details={"from": before or "none", "to": role or "none"},
    )
    return entry.pk
