"""The links that are mailed to people who have no account: one mechanism for all of them.

A token is derived with the site's secret from what a row is called, and the row keeps its hash alone. Being derived, it need
not wait in the outbox: the email is written from the row's number. Being hashed, it opens nothing for anyone who reads the
database. Whether the link is still good is a matter of the row's own columns (used, run out, withdrawn).

A link that works once is used in one of two ways, and both let exactly one of many requests at the same moment through: the
action locks the row and looks at its columns again, or, where the lock would come too late, calls ``claim``.
"""

import hashlib
import hmac
import re
from base64 import b32encode
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.utils.crypto import salted_hmac

Row = TypeVar("Row", bound=models.Model)
_SHAPE = re.compile(r"[a-z2-7]{32}")
# As long as people type without a slip on a keyboard of digits; with the few attempts that a code has, as good as a link.
_CODE_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Link:
    """What a link is for, such as ``agencies.invitation``: a token for one purpose opens no other."""

    purpose: str

    def token(self, name: str) -> str:
        """The token of what is called ``name``: 32 small letters and digits, 160 bits."""
        digest = salted_hmac(self.purpose, name, algorithm="sha256").digest()
        return b32encode(digest[:20]).decode().lower()

    def hash(self, name: str) -> str:
        """What the row called ``name`` keeps of its token."""
        return hash_of(self.token(name))

    def code(self, name: str) -> str:
        """Eight digits in place of the token, to be typed instead of followed: for few attempts and a short time."""
        digest = salted_hmac(f"{self.purpose}.code", name, algorithm="sha256").digest()
        return f"{int.from_bytes(digest) % 10**_CODE_DIGITS:0{_CODE_DIGITS}}"


def find(rows: models.QuerySet[Row], column: str, token: str) -> Row | None:
    """The row that keeps this token's hash in ``column``, used or not; None for what can't be a token or isn't one of ours."""
    if _SHAPE.fullmatch(token) is None:
        return None
    return rows.filter(**{column: hash_of(token)}).first()


def claim(rows: models.QuerySet[Any], **changes: Any) -> bool:
    """Change the one row that ``rows`` describes as it was found, in one statement; False for all but the first.

    ``rows`` names the row and what makes its link good: not used yet, or still with the password that it was made for.
    """
    return rows.update(**changes) == 1


def hash_of(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_same(one: str, other: str) -> bool:
    """Whether two tokens, codes or hashes are equal, in a time that tells nothing about where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def mark_of(email: str) -> str:
    """What an email address is known by once it is forgotten: anyone who reads the mark can't guess addresses from it."""
    return salted_hmac("campaign.address", email.strip().casefold(), algorithm="sha256").hexdigest()
