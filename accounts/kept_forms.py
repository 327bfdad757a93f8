"""What was typed into a form that was refused and isn't shown again at once: kept for its writer, for an hour.

Each form says whose page it was on (``typed_by``, signed), so that the words are kept for that person alone, no matter who
signs in next at this browser. They are sealed at rest; files, passwords and codes aren't kept.
"""

from datetime import timedelta
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import timezone

from accounts import drafts
from accounts.models import KeptForm, User
from accounts.sealing import LONGEST_PATH, TYPED_BY, Words, seal, sent, unseal, words_in, writer

KEPT_FOR = timedelta(hours=1)
# Of one person; the newest stay.
MOST_KEPT = 20
# Set at sign-in when something waits, so that other pages ask the database nothing.
SESSION_FLAG = "kept_forms"
_REFUSED = "form_was_refused"

# What the address of a mailed link calls its key.
_KEY = "token"
# Signing in and out, the second step and Django's admin: forms that aren't kept. And any address that nothing else has: it has
# no form.
_LEFT_OUT = ("account_", "mfa_", "admin:", "content:page")


def typed(request: HttpRequest) -> Words:
    """The fields of the sent form as (name, value), in order, without secrets; none where nothing may be kept."""
    match = request.resolver_match
    if request.method != "POST" or match is None or not _may_be_kept(match):
        return []
    return words_in(sent(request))


def is_writers(request: HttpRequest) -> bool:
    """Whether the sent form may be shown back: to who typed it, or to a visitor whose own browser sent it from our page."""
    if sent(request).get(TYPED_BY):
        return writer(request) == request.user
    came_from = request.headers.get("Origin") or request.headers.get("Referer", "")
    return not request.user.is_authenticated and _is_ours(request, came_from)


def page_of(request: HttpRequest) -> str:
    """The page that showed the sent form: a path that can be read, and so can be gone to after signing in."""
    if page := drafts.page_of(request):
        return page
    came_from = request.headers.get("Referer", "")
    path = urlsplit(came_from).path if _is_ours(request, came_from) else ""
    if _is_page(path):
        return path
    return request.path if _can_be_read(request) else reverse("accounts:home")


def refuse(request: HttpRequest, words: str) -> None:
    """Say why a form isn't taken. The redirect that the view answers with then leads to a page that offers the words again."""
    messages.warning(request, words)
    setattr(request, _REFUSED, True)


def was_refused(request: HttpRequest) -> bool:
    """Whether a view refused the form that was sent, to answer with a redirect."""
    return getattr(request, _REFUSED, False)


def keep(request: HttpRequest, *, page: str = "") -> bool:
    """Keep the words of a refused form for who typed them, and say whether they were kept.

    They are offered on ``page`` where that is a page to come back to, else on the one that showed the form.

    Nothing is kept without a signature, of more than MOST_BYTES, or of an address that is too long to be one of ours. One
    form to one address is kept, the last, and of a person MOST_KEPT. A form that has a draft is its draft from now on: its
    page offers the words in the form itself, or as a kept form where it shows the form no more.
    """
    person, sealed = writer(request), seal(typed(request))
    page, action = page if page and _is_page(page) else page_of(request), request.path
    if person is None or sealed is None or max(len(page), len(action)) > LONGEST_PATH:
        return False
    draft = drafts.keep(request)
    mine = KeptForm.objects.filter(person=person)
    mine.filter(action=action).delete()
    mine.filter(pk__in=list(mine.order_by("-pk").values_list("pk", flat=True)[MOST_KEPT - 1 :])).delete()
    KeptForm.objects.create(person=person, page=page, action=action, sealed=sealed, draft=draft)
    return True


def waiting(request: HttpRequest) -> tuple[KeptForm, Words] | None:
    """What waits for the signed-in person on this very page, with its words; None for nothing, without asking the database."""
    if not request.user.is_authenticated or SESSION_FLAG not in request.session:
        return None
    mine = list(KeptForm.objects.filter(person=request.user, kept_at__gt=timezone.now() - KEPT_FOR))
    if not mine:
        del request.session[SESSION_FLAG]
    here = max((kept for kept in mine if kept.page == request.path), key=lambda kept: kept.pk, default=None)
    if here is None or (here.draft and drafts.is_shown(request, here.draft)):
        return None
    words = unseal(here.sealed)
    return (here, words) if words else None


def note_signed_in(request: HttpRequest, user: User) -> None:
    """Remember in the session that something waits for this person."""
    if KeptForm.objects.filter(person=user, kept_at__gt=timezone.now() - KEPT_FOR).exists():
        request.session[SESSION_FLAG] = True


def discard(*, person: User, public_id: str) -> None:
    """Delete what was kept: it was sent again, or isn't wanted."""
    KeptForm.objects.filter(person=person, public_id=public_id).delete()


def purge() -> int:
    """Delete what is older than an hour; returns how many."""
    return KeptForm.objects.filter(kept_at__lte=timezone.now() - KEPT_FOR).delete()[0]


def _is_ours(request: HttpRequest, address: str) -> bool:
    """Whether an address is one of this site: a whole one, as a sandbox calls itself "null"."""
    try:
        return urlsplit(address).netloc == request.get_host()
    except ValueError:
        return False


def _is_page(path: str) -> bool:
    try:
        return _may_be_kept(resolve(path))
    except Resolver404:
        return False


def _may_be_kept(match: ResolverMatch) -> bool:
    """Whether a page's address may stand in a row: not of a sign-in, and none that holds a mailed key."""
    return not match.view_name.startswith(_LEFT_OUT) and _KEY not in match.kwargs


def _can_be_read(request: HttpRequest) -> bool:
    row = getattr(request, "access", None)
    return row is not None and row.read is not None
