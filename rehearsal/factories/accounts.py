"""People to test with. Their password is PASSWORD, and their address is confirmed."""

import time
from typing import Any

import factory
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from accounts.models import User

PASSWORD = "correct-horse-battery-staple"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A person without any role. ``second_step=True`` gives them one, with TOTP_SECRET."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")
    second_step = False

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **fields: Any) -> User:
        fields.setdefault("password", PASSWORD)
        second_step = fields.pop("second_step")
        user = User.objects.create_user(*args, **fields)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        if second_step:
            TOTP.activate(user, TOTP_SECRET)
            RecoveryCodes.activate(user)
        return user


class ReviewerFactory(UserFactory):
    """A reviewer at the IACP, with a second step as production wants it."""

    staff_role = User.StaffRole.REVIEWER
    second_step = True


class EditorFactory(UserFactory):
    """A content editor at the IACP, with a second step as production wants it."""

    staff_role = User.StaffRole.EDITOR
    second_step = True


class AdministratorFactory(UserFactory):
    """A campaign administrator, with a second step as production wants it."""

    staff_role = User.StaffRole.ADMINISTRATOR
    second_step = True


def totp_code() -> str:
    """The code that an authenticator app with TOTP_SECRET shows now."""
    return format_hotp_value(hotp_value(TOTP_SECRET, int(time.time()) // 30))


def recovery_codes(user: User) -> list[str]:
    """The person's recovery codes that are unused."""
    codes: list[str] = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
    return codes
