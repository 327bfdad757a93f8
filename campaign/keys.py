"""The keys in links that are mailed to people who have no account: derived with the site's secret, kept only as hashes.

Being derived, a key need not wait in the outbox: the e-mail is written from a row's number alone. Being hashed, it opens
nothing for somebody who reads the database.
"""

import hashlib
import re
from base64 import b32encode
from enum import StrEnum

from django.utils.crypto import salted_hmac

_SHAPE = re.compile(r"[a-z2-7]{32}")


class Purpose(StrEnum):
    """What a link is for; a key for one purpose opens no other."""

    CONNECT_CONFIRM = "connect.confirm"
    CONNECT_FOLLOW = "connect.follow"
    ASSISTANCE_FOLLOW = "assistance.follow"
    NEWSLETTER_CONFIRM = "newsletter.confirm"
    NEWSLETTER_LEAVE = "newsletter.leave"


def key_for(public_id: str, purpose: Purpose) -> str:
    """The key of the thing with this public ID: 32 small letters and digits, 160 bits."""
    digest = salted_hmac(f"campaign.{purpose}", public_id, algorithm="sha256").digest()
    return b32encode(digest[:20]).decode().lower()


def hash_of(key: str) -> str:
    """What is stored of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def looks_right(key: str) -> bool:
    """Whether the text has a key's shape; anything else needn't be looked up."""
    return _SHAPE.fullmatch(key) is not None


def mark_of(email: str) -> str:
    """What an e-mail address is known by once it is forgotten: whoever reads the mark can't guess addresses from it."""
    return salted_hmac("campaign.address", email.strip().casefold(), algorithm="sha256").hexdigest()
