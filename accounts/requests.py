"""The request as closed pages see it, for their annotations."""

from django.http import HttpRequest

from accounts.models import User


class PersonRequest(HttpRequest):
    """A request of someone signed in, which every view is given unless it is marked public. Only a type."""

    user: User
