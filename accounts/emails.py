"""Emails about accounts, written from numbers when the outbox delivers them."""

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import queries
from accounts.models import SECOND_STEP_CODE, User
from accounts.waiting import Everything
from common.addresses import absolute
from common.days import days_since
from common.mail import send
from outbox.registry import handles
from outbox.unconfirmed import send_unconfirmed

_WHY_STAFF = _("You get this email because a campaign administrator made an account for this address.")
_WHY_ADDRESS = _(
    "You get this email because a person who is signed in to the One Mind portal entered this address as their own."
)

# What a notice says happened: the subject, and the sentence.
_NOTICES = {
    "password_changed": (_("Your password was changed"), _("The password of your account was changed.")),
    "password_reset": (
        _("Your password was changed"),
        _("A new password was chosen through a link sent to this address."),
    ),
    "password_set": (_("Your password was set"), _("A password was set for your account.")),
    "email_changed": (
        _("Your email address was changed"),
        _("This is now the address that you sign in with, and the one that we write to."),
    ),
    "email_deleted": (
        _("An email address was removed"),
        _("An email address was removed from your account."),
    ),
    "address_change_asked": (
        _("A change of your email address was requested"),
        _(
            "A person signed in to your account asked to replace this address with another. Until that one is confirmed, "
            "nothing changes."
        ),
    ),
    "totp_activated": (
        _("Two-step sign-in is on"),
        _("From now on, you need a code from your authenticator app as well as your password to sign in."),
    ),
    "totp_deactivated": (
        _("Two-step sign-in is off"),
        _("You no longer need a code from an authenticator app to sign in."),
    ),
    "second_step_reset": (
        _("Your second step was reset"),
        _(
            "A campaign administrator reset the second step of your account. The next time you sign in, we send you a code "
            "by email. Then set up your authenticator app again."
        ),
    ),
    "recovery_codes_generated": (
        _("You have new recovery codes"),
        _("New recovery codes were made for your account. The old ones no longer work."),
    ),
}


@handles("accounts.password_reset")
def password_reset(*, user_id: int | None) -> None:
    """The link to choose a new password. No one is written to when the address was unknown or the account is closed."""
    user = queries.active_person(user_id) if user_id is not None else None
    if user is not None:
        send(
            template="accounts/password_reset",
            to=[user.email],
            context={"user": user, "link": password_link(user)},
        )


@handles("accounts.staff_welcome")
def staff_welcome(*, user_id: int) -> None:
    """The link for a new reviewer or campaign administrator to choose their first password."""
    user = queries.active_person(user_id)
    if user is not None and not user.has_usable_password():
        context = {
            "user": user,
            "link": password_link(user),
            "again": absolute(reverse("account_reset_password")),
        }
        send_unconfirmed(template="accounts/staff_welcome", to=user.email, why=_WHY_STAFF, context=context)


@handles("accounts.staff_role_changed")
def staff_role_changed(*, user_id: int) -> None:
    """Which role at the IACP the person has now."""
    user = queries.active_person(user_id)
    if user is not None:
        context = {"user": user, "link": absolute(reverse("accounts:home"))}
        send(template="accounts/staff_role_changed", to=[user.email], context=context)


@handles("accounts.confirm_address")
def confirm_address(*, address_id: int) -> None:
    """The link that confirms a new address, sent to that address; to no one when it is another person's already."""
    address = queries.address(address_id)
    if address is None or address.verified:
        return
    if queries.by_address(address.email) in {None, address.user}:
        link = absolute(reverse("account_confirm_email", args=[EmailConfirmationHMAC(address).key]))
        send_unconfirmed(
            template="accounts/confirm_address", to=address.email, why=_WHY_ADDRESS, context={"link": link}
        )


@handles("accounts.second_step_code")
def second_step_code(*, user_id: int) -> None:
    """The code that shows the address to be the person's own. Nothing once it is used or has run out."""
    user, code = queries.active_person(user_id), queries.open_address_code(user_id)
    if user is not None and code is not None:
        mailed = SECOND_STEP_CODE.code(code.seed)
        context = {"user": user, "code": f"{mailed[:4]}-{mailed[4:]}"}
        send(template="accounts/second_step_code", to=[user.email], context=context)


@handles("accounts.second_step_reset_done")
def second_step_reset_done(*, reset_id: int) -> None:
    """To the administrator who reset a person's second step: whose, and why, so that a stranger's doing is noticed."""
    done = queries.second_step_reset(reset_id)
    if done is not None:
        context = {"user": done.by, "person": done.user, "reason": done.reason}
        send(template="accounts/second_step_reset_done", to=[done.by.email], context=context)


@handles("accounts.what_waits")
def what_waits(*, user_id: int, items: list[str] | None = None) -> None:
    """To one of the IACP's staff: how many things of each kind wait for them, and where; of those that are new, by ``items``.

    Nothing when nothing waits any more, nor to who has no role at the IACP now, has never set a password, or chose never to
    be told.
    """
    user = queries.active_person(user_id)
    if user is None or not user.is_at_the_iacp or not user.has_usable_password():
        return
    if user.waiting_emails == User.WaitingEmails.NEVER:
        return
    waiting, now = Everything().waiting_for(user, only=items), timezone.now()
    if not waiting:
        return
    context = {
        "user": user,
        "is_news": items is not None,
        "count": sum(len(one.names) for one in waiting),
        "waiting": [
            (
                one.words,
                days_since(one.since, now) if one.since is not None else 0,
                absolute(reverse(one.kind.page)) + one.kind.query,
            )
            for one in waiting
        ],
        "settings_link": absolute(reverse("accounts:waiting_emails")),
    }
    send(template="accounts/what_waits", to=[user.email], context=context)


@handles("accounts.notice")
def notice(*, user_id: int, event: str) -> None:
    """That something about how the person signs in was changed, so that a stranger's doing is noticed."""
    user = queries.active_person(user_id)
    if user is not None:
        title, happened = _NOTICES[event]
        context = {
            "user": user,
            "title": title,
            "happened": happened,
            "link": absolute(reverse("account_reset_password")),
        }
        send(template="accounts/notice", to=[user.email], context=context)


def password_link(user: User) -> str:
    """A link that lets the person choose a password, once, within settings.PASSWORD_RESET_TIMEOUT."""
    key = default_token_generator.make_token(user)
    return absolute(
        reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    )
