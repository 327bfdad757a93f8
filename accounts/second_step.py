"""The second step: showing an address before the first one, a code that works once, and what becomes of a lost one.

The password alone sets up no second step: anyone who guessed it would lock its owner out. The person shows within the hour that
they read the account's mail, by a mailed link that they followed or by a code.
"""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import SECOND_STEP_CODE, AddressCode, SecondStepReset, User
from accounts.queries import has_second_step
from audit import trail
from audit.queries import has_entry_since
from common.models import opaque_code
from common.problems import NotAllowed, Refused
from common.tokens import claim, hash_of, is_same
from outbox.post import post

WITHIN = timedelta(hours=1)
ATTEMPTS = 5
# A new address shows nothing for so long, if it was set with the password alone: anyone who guessed that may have set their
# own, and the earlier one has been told.
ADDRESS_SETTLES_IN = timedelta(days=7)
# Longer than an app's code is taken: its own thirty seconds, and one step of drift on each side.
CODE_KEPT = timedelta(minutes=5)
_SHOWN = "address_shown"


def note_address_shown(request: HttpRequest, user: User) -> None:
    """Remember in the session that this person has just followed a link, or typed a code, mailed to their address."""
    request.session[_SHOWN] = {"user": user.pk, "at": int(timezone.now().timestamp())}


def has_shown_address(request: HttpRequest) -> bool:
    """Whether the person signed in has shown within the hour that the account's address is theirs."""
    shown = request.session.get(_SHOWN) or {}
    age = timezone.now().timestamp() - shown.get("at", 0)
    user = request.user if isinstance(request.user, User) else None
    if user is None or shown.get("user") != user.pk or age >= WITHIN.total_seconds():
        return False
    return not is_address_new(user)


def is_address_new(user: User) -> bool:
    """Whether the account's address was changed lately by someone who had shown the password and nothing else."""
    since = timezone.now() - ADDRESS_SETTLES_IN
    return has_entry_since("accounts.email_changed", subject=user, since=since, second_step=False)


def send_code(*, user: User) -> None:
    """Mail a new code to the person's address; an earlier one stops working. Refused while the address is new.

    In order: writes its hash, posts the email.
    """
    with transaction.atomic():
        User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        if is_address_new(user):
            raise Refused(
                _(
                    "Your email address was changed within the last seven days. For your protection, wait until seven days "
                    "have passed."
                )
            )
        seed = opaque_code()
        values = {
            "seed": seed,
            "code_hash": hash_of(SECOND_STEP_CODE.code(seed)),
            "expires_at": timezone.now() + WITHIN,
            "attempts": 0,
            "used_at": None,
        }
        AddressCode.objects.update_or_create(user=user, defaults=values)
        post("accounts.second_step_code", key=seed, user_id=user.pk)


def use_mailed_code(*, user: User, code: str) -> None:
    """Take a mailed code, once; Refused (field ``code``) for a wrong one, and for any after ATTEMPTS or an hour.

    In order: counts the attempt, marks the code used.
    """
    now = timezone.now()
    rows = AddressCode.objects.filter(user=user, used_at__isnull=True, expires_at__gt=now)
    if not claim(rows.filter(attempts__lt=ATTEMPTS), attempts=F("attempts") + 1):
        raise Refused(_("No code is open for your account. Send yourself a new one."), field="code")
    typed = hash_of("".join(code.split()).replace("-", "").lower())
    known = AddressCode.objects.get(user=user)
    if not is_same(typed, known.code_hash) or not claim(rows.filter(code_hash=typed), used_at=now):
        raise Refused(_("This isn't the code. Look for the latest email that we sent."), field="code")


def use_app_code(*, authenticator: Authenticator, code: str) -> bool:
    """Mark a code of an authenticator app as used; False when it was used before.

    The library forgets used codes after thirty seconds, and a code is taken for ninety. In order: writes the codes used last.
    """
    now = timezone.now().timestamp()
    typed = hash_of("".join(code.split()))
    with transaction.atomic():
        locked = Authenticator.objects.select_for_update().filter(pk=authenticator.pk).first()
        if locked is None:
            return False
        used = {
            mark: at
            for mark, at in locked.data.get("used", {}).items()
            if now - at < CODE_KEPT.total_seconds()
        }
        if typed in used:
            return False
        locked.data = {**locked.data, "used": {**used, typed: int(now)}}
        locked.save(update_fields=["data"])
        return True


def note_first_code(*, user: User, code: str) -> None:
    """Mark the code that switched the second step on as used, so that it doesn't sign anyone in."""
    app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if app is not None:
        use_app_code(authenticator=app, code=code)


def reset(*, user: User, reason: str, by: User) -> SecondStepReset:
    """Take a lost second step and its recovery codes off an account: the person sets up a new one at the next sign-in.

    NotAllowed unless ``by`` is a campaign administrator, and for a superuser's unless ``by`` is one; Refused for one's own,
    without a reason, and when there is none. In order: deletes it, ends the person's sessions, writes who reset it and why,
    records it, posts an email to the person and one to the administrator.
    """
    if not by.is_campaign_administrator or (user.is_superuser and not by.is_superuser):
        raise NotAllowed(_("Only campaign administrators may do this."))
    if user.pk == by.pk:
        raise Refused(_("Ask another campaign administrator to reset your own second step."))
    if not reason.strip():
        raise Refused(
            _("Write why you reset it, and how you know that the person asked for it."), field="reason"
        )
    with transaction.atomic():
        locked = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        if not has_second_step(locked):
            raise Refused(_("This person has no second step."))
        Authenticator.objects.filter(user=locked).delete()
        User.objects.filter(pk=locked.pk).update(sessions_ended=F("sessions_ended") + 1)
        done = SecondStepReset.objects.create(user=locked, by=by, reason=reason.strip())
        trail.record("accounts.second_step_reset", by=by, subject=locked, details={"reset": done.pk})
        post("accounts.notice", key=f"reset:{done.pk}", user_id=locked.pk, event="second_step_reset")
        post("accounts.second_step_reset_done", key=str(done.pk), reset_id=done.pk)
        return done
