"""Links that are mailed to a pledge's coordinator, who has no account yet: signed, never stored, and with an end."""

import re
from datetime import timedelta
from enum import StrEnum

from django.core.signing import BadSignature, TimestampSigner

from pledges.models import Pledge

_PUBLIC_ID = re.compile(r"[a-z2-7]{26}")
VALID_FOR = timedelta(days=30)


class Purpose(StrEnum):
    """What a link is for; one for one purpose doesn't open another."""

    CONFIRM = "confirm"
    ANSWER = "answer"


def make(pledge: Pledge, purpose: Purpose) -> str:
    """A token for a URL. It stops working after ``VALID_FOR``, and when the coordinator's address changes."""
    return _signer(pledge, purpose).sign(pledge.public_id)


def named_in(token: str) -> str:
    """The public ID that a token claims to be for, or nothing for what can't be one.

    Nothing is proven before ``is_valid``; but PostgreSQL takes no NUL, and such a text needn't be looked up.
    """
    name = token.partition(":")[0]
    return name if _PUBLIC_ID.fullmatch(name) else ""


def is_valid(token: str, pledge: Pledge, purpose: Purpose) -> bool:
    """Whether the token was made by us, for this pledge, this address and this purpose, and hasn't run out."""
    try:
        return _signer(pledge, purpose).unsign(token, max_age=VALID_FOR) == pledge.public_id
    except BadSignature:
        return False


def _signer(pledge: Pledge, purpose: Purpose) -> TimestampSigner:
    return TimestampSigner(salt=f"pledges.{purpose}:{pledge.coordinator_email.lower()}")
