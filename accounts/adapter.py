"""How django-allauth behaves here: accounts come by invitation, never by signing up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No open sign-up: an agency's first account comes with the verified pledge, the others by invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
