"""Links that are mailed to a pledge's coordinator, who has no account yet: signed, never stored, and with an end."""

from datetime import timedelta
from enum import StrEnum

from django.core.signing import BadSignature, TimestampSigner

from pledges.models import Pledge

VALID_FOR = timedelta(days=30)


class Purpose(StrEnum):
    """What a link is for; one for one purpose doesn't open another."""

    CONFIRM = "confirm"
    ANSWER = "answer"


def make(pledge: Pledge, purpose: Purpose) -> str:
    """A token for a URL. It stops working after ``VALID_FOR``, and when the coordinator's address changes."""
    return _signer(pledge, purpose).sign(pledge.public_id)


def named_in(token: str) -> str:
    """The public ID that a token claims to be for; nothing is proven before ``is_valid``."""
    return token.partition(":")[0]


def is_valid(token: str, pledge: Pledge, purpose: Purpose) -> bool:
    """Whether the token was made by us, for this pledge, this address and this purpose, and hasn't run out."""
    try:
        return _signer(pledge, purpose).unsign(token, max_age=VALID_FOR) == pledge.public_id
    except BadSignature:
        return False


def _signer(pledge: Pledge, purpose: Purpose) -> TimestampSigner:
    return TimestampSigner(salt=f"pledges.{purpose}:{pledge.coordinator_email.lower()}")
