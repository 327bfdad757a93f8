"""What is read of people and their addresses."""

from allauth.account.models import EmailAddress
from allauth.mfa.utils import is_mfa_enabled
from django.utils import timezone

from accounts.models import AddressCode, KnownAs, SecondStepReset, User
from common.text import folded, folded_address, tidy_address


def by_address(email: str) -> User | None:
    """The person an email address belongs to, whatever its case: as their own, or as a further one they confirmed."""
    known_as = tidy_address(email)
    user = User.objects.filter(email__iexact=known_as).first()
    if user is None:
        known = (
            EmailAddress.objects.filter(email__iexact=known_as, verified=True).select_related("user").first()
        )
        user = known.user if known is not None else None
    return user


def owns_address(user: User, email: str) -> bool:
    """Whether the address is this person's own, or a further one they confirmed."""
    return by_address(email) == user


def addresses_of(user: User) -> frozenset[str]:
    """Every address that is or was this person's, folded; one query."""
    known = KnownAs.objects.filter(user=user, kind=KnownAs.Kind.ADDRESS).values_list("value", flat=True)
    return frozenset(map(folded_address, [user.email, *known]))


def has_confirmed_address(user: User) -> bool:
    """Whether the person has shown any address to be theirs."""
    return bool(EmailAddress.objects.filter(user=user, verified=True).exists())


def address(pk: int) -> EmailAddress | None:
    """One address with its owner, or None when it was removed."""
    return EmailAddress.objects.select_related("user").filter(pk=pk).first()


def has_second_step(user: User) -> bool:
    """Whether the person signs in with a second step."""
    return bool(is_mfa_enabled(user))


def administrators() -> list[User]:
    """The campaign administrators who can sign in, in the order of joining."""
    return list(User.objects.filter(staff_role=User.StaffRole.ADMINISTRATOR, is_active=True).order_by("id"))


def reviewers() -> list[User]:
    """Everyone who may review and can sign in, campaign administrators included, in the order of joining."""
    roles = [User.StaffRole.REVIEWER, User.StaffRole.ADMINISTRATOR]
    return list(User.objects.filter(staff_role__in=roles, is_active=True).order_by("id"))


def staff() -> list[User]:
    """Everyone with a role at the IACP who can sign in, by name."""
    return sorted(
        User.objects.exclude(staff_role=User.StaffRole.NONE).filter(is_active=True),
        key=lambda user: (str(user), user.pk),
    )


def staff_told(how_often: str) -> list[User]:
    """The IACP's staff who can sign in and chose to be told so of what waits, in the order of joining."""
    staff = User.objects.exclude(staff_role=User.StaffRole.NONE)
    return list(staff.filter(is_active=True, waiting_emails=how_often).order_by("id"))


def active_person(pk: int | str) -> User | None:
    """One person who can sign in, by number, or None: whom an email may still be sent to."""
    return User.objects.filter(pk=pk, is_active=True).first()


def person(pk: int) -> User | None:
    """One person by number, or None."""
    return User.objects.filter(pk=pk).first()


def people_found(typed: str) -> list[int]:
    """The numbers of the people whose name holds every word that was typed, both folded, or whose address holds it.

    One statement; compared here, so that both databases find the same.
    """
    words, address = folded(typed).split(), tidy_address(typed)
    return [
        pk
        for pk, name, email in User.objects.order_by("pk").values_list("pk", "name", "email")
        if (words and all(word in folded(name) for word in words)) or (address and address in email)
    ]


def open_address_code(user_id: int) -> AddressCode | None:
    """The code that was mailed to a person and still works, or None."""
    codes = AddressCode.objects.filter(user=user_id, used_at__isnull=True, expires_at__gt=timezone.now())
    return codes.first()


def second_step_reset(pk: int) -> SecondStepReset | None:
    """One reset of a second step, with the person and the administrator, or None."""
    return SecondStepReset.objects.select_related("user", "by").filter(pk=pk).first()
