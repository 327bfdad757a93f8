"""What a person typed and hasn't saved: whose it is, what of it may be kept, and how it is sealed at rest."""

import base64
import hashlib
import json
import re

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from accounts.models import User
from accounts.queries import active_person

# The fields that only carry a form: whose page it is on, its draft, and the refused form that it sends again.
TYPED_BY, DRAFT, DRAFT_SEEN, DRAFT_OVER, SENT_AGAIN = (
    "typed_by",
    "draft",
    "draft_seen",
    "draft_over",
    "kept_form",
)
MOST_BYTES = 200_000
# The longest path that a row has room for.
LONGEST_PATH = 500

Words = list[tuple[str, str]]
# Whole names alone: a form that loses a field on its way is worse than one that isn't kept.
_SECRET = re.compile(r".*passw(or)?d.*|.*secret.*|code|token|csrf.*", re.IGNORECASE)
_NO_WORDS = frozenset({TYPED_BY, DRAFT, DRAFT_SEEN, DRAFT_OVER, SENT_AGAIN})


def sent(request: HttpRequest) -> QueryDict:
    """The sent fields; none of a form that can't be read, which is no reason to fail where it is refused."""
    try:
        return request.POST
    except (MultiPartParserError, UnreadablePostError, SuspiciousOperation):
        return QueryDict()


def signature(user: User) -> str:
    """What a form says of who it was shown to."""
    return Signer(salt="accounts.typed_by").sign(str(user.pk))


def writer(request: HttpRequest) -> User | None:
    """The person whose page the sent form was on, by its signature; None for a form that bears none of ours."""
    try:
        number = Signer(salt="accounts.typed_by").unsign(sent(request).get(TYPED_BY, ""))
    except BadSignature:
        return None
    return active_person(number)


def words_in(fields: QueryDict) -> Words:
    """The fields of a sent form as (name, value), in order, without files, secrets and what only carries the form."""
    return [
        (name, value)
        for name, values in fields.lists()
        for value in values
        if name not in _NO_WORDS and not _SECRET.fullmatch(name)
    ]


def seal(words: Words) -> bytes | None:
    """The words as they are kept; None for none, and for more than MOST_BYTES."""
    text = json.dumps(words).encode()
    return _sealer().encrypt(text) if words and len(text) <= MOST_BYTES else None


def unseal(sealed: bytes | memoryview) -> Words:
    """The words that were kept; none where another SECRET_KEY sealed them."""
    try:
        return [(name, value) for name, value in json.loads(_sealer().decrypt(bytes(sealed)))]
    except InvalidToken:
        return []


def _sealer() -> Fernet:
    key = hashlib.sha256(f"accounts.kept_forms:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
