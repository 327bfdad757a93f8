"""The token in an invitation's link: derived from the invitation with the site's secret, kept only as a hash."""

import hashlib
import re
from base64 import b32encode
from datetime import timedelta

from django.utils.crypto import salted_hmac

VALID_FOR = timedelta(days=14)
_SALT = "agencies.invitation"
_SHAPE = re.compile(r"[a-z2-7]{32}")


def token_for(public_id: str) -> str:
    """The token of the invitation with this public ID: 32 small letters and digits, 160 bits.

    Being derived, it need not wait in the outbox: the e-mail is written from the invitation's number alone.
    """
    digest = salted_hmac(_SALT, public_id, algorithm="sha256").digest()
    return b32encode(digest[:20]).decode().lower()


def hash_of(token: str) -> str:
    """What is stored: someone who reads the database can't follow the link."""
    return hashlib.sha256(token.encode()).hexdigest()


def looks_right(token: str) -> bool:
    """Whether the text has a token's shape; anything else needn't be looked up."""
    return _SHAPE.fullmatch(token) is not None
