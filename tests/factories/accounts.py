"""People to test with. Their password is PASSWORD, and their address is confirmed."""

from typing import Any

import factory
from allauth.account.models import EmailAddress

from accounts.models import User

PASSWORD = "correct-horse-battery-staple"


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A person without any role."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **fields: Any) -> User:
        fields.setdefault("password", PASSWORD)
        user = User.objects.create_user(*args, **fields)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user


class ReviewerFactory(UserFactory):
    """A reviewer at the IACP, without a second step."""

    staff_role = User.StaffRole.REVIEWER


class AdministratorFactory(UserFactory):
    """A campaign administrator, without a second step."""

    staff_role = User.StaffRole.ADMINISTRATOR
