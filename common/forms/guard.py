"""Keeping machines out of a public form without third parties, and one form from being kept twice.

A page that shows the form issues it a key: random, signed, and dated. The key says how long the form was open, and names
the pledge it makes: the same form with the same content makes one pledge however often it is sent.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, timedelta
from secrets import token_urlsafe

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner

_SALT = "pledges.form"
# A form left open for longer is asked to be sent once more, with a new key.
OPEN_FOR = timedelta(days=2)


class Unknown(Exception):
    """The key isn't ours, or too old."""


class TooFast(Exception):
    """The form came back sooner than a person could have filled it in."""


def issue() -> str:
    """A new key, for a hidden field."""
    return TimestampSigner(salt=_SALT).sign(token_urlsafe(12))


def check(key: str) -> None:
    """Raise Unknown or TooFast unless the key is ours and the form was open for a plausible time."""
    signer = TimestampSigner(salt=_SALT)
    try:
        signer.unsign(key, max_age=OPEN_FOR)
    except BadSignature:
        raise Unknown from None
    if settings.FORM_FILL_SECONDS <= 0:
        return
    try:
        signer.unsign(key, max_age=settings.FORM_FILL_SECONDS)
    except BadSignature:
        return
    raise TooFast


def name_of(key: str, content: Mapping[str, object]) -> str:
    """What a pledge made by this key and content is remembered by: the same again is the same pledge."""
    text = json.dumps([key, sorted(content.items())], default=_plain, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
