"""Long forms save themselves: what is typed is a draft of its writer, until the form is saved or KEPT_FOR has passed.

A form's draft is known by its person, its page (whose path names the agency) and its name on that page. Each opened form
has a tab of its own, named in a signed token: only a page that was shown to a person gives them one. A tab doesn't write over
what another tab saved since it was opened. The draft keeps the form's own version and note, so that a form which is
saved from it is merged with what others saved since it began.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.core import signing
from django.db import transaction
from django.forms import BaseForm
from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone

from accounts.models import Draft, KeptForm, User
from accounts.queries import active_person
from accounts.sealing import DRAFT, DRAFT_OVER, DRAFT_SEEN, LONGEST_PATH, seal, sent, unseal, words_in
from common.addresses import PART
from common.forms.merging import MergedForm, MomentForm
from common.forms.values import as_sent, is_file
from common.models import opaque_code

KEPT_FOR = timedelta(days=14)
# Of one person; the newest stay.
MOST_DRAFTS = 50
# The name of the only form of a page.
FORM = "form"
# The fields that say which state of the row a form was opened with.
_MARKS = frozenset({MergedForm.MARK, MomentForm.MARK})
_SALT = "accounts.drafts"
_ON_REQUEST = "drafts"

Form = TypeVar("Form", bound=BaseForm)


class Newer(Exception):
    """Another tab has saved a newer draft of the same form; nothing was written."""

    def __init__(self, draft: Draft) -> None:
        super().__init__("Another tab saved this draft.")
        self.saved_at = draft.saved_at
        self.mark = draft.mark


@dataclass(frozen=True, slots=True)
class Opened:
    """A form of the page that is answered. ``saved_at`` is set where it shows the words of a draft.

    ``words`` are those of a form that the page shows no more.
    """

    token: str
    seen: str
    name: str
    saved_at: datetime | None = None
    was_sent: bool = False
    is_overtaken: bool = False
    merges: bool = False
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Tab:
    """What a token says: whose form it is, where, which opening of it, and the mark of the draft that it shows."""

    person: int
    page: str
    form: str
    tab: str
    seen: str


def opened(
    request: HttpRequest,
    make: Callable[..., Form],
    *,
    name: str = FORM,
    page: str = "",
    is_sent: bool | None = None,
) -> Form:
    """A form that saves itself, as it was sent, else as its draft has it, else as it is saved.

    ``make`` builds the form, unbound or of a QueryDict (and files). ``page`` is the path of the page that shows it, unless it
    is this one; ``is_sent`` says whether this is the form that was sent, where a page has several. The template draws what the
    form carries with the tag ``draft``.
    """
    page = page or request.path
    here = _tab_of(request)
    if is_sent if is_sent is not None else request.method == "POST":
        form = make(request.POST, request.FILES) if request.FILES else make(request.POST)
        is_same = here is not None and (here.page, here.form, here.person) == (page, name, request.user.pk)
        seen = request.POST.get(DRAFT_SEEN) or (here.seen if here else "")
        _note(request, Opened(request.POST[DRAFT], seen, name) if is_same else _new(request, page, name))
        return form
    draft = _find(request, page, name)
    words = unseal(draft.sealed) if draft is not None else []
    if draft is None or not words:
        _note(request, _new(request, page, name))
        return make()
    form, is_overtaken = _filled(make, words)
    _note(
        request,
        _new(
            request, page, name, draft=draft, is_overtaken=is_overtaken, merges=isinstance(form, MergedForm)
        ),
    )
    return form


def of_page(request: HttpRequest, name: str = FORM) -> Opened | None:
    """The form of this name on the page that is answered; None where it has no draft."""
    found: dict[str, Opened] = getattr(request, _ON_REQUEST, {})
    return found.get(name)


def is_shown(request: HttpRequest, name: str) -> bool:
    """Whether the page that is answered shows the words of this form's draft."""
    found = of_page(request, name)
    return found is not None and found.saved_at is not None


def unfinished(request: HttpRequest, *, name: str = FORM, page: str = "") -> None:
    """Offer the words of a draft whose form this page shows no more, to be copied: with the tag ``unfinished_draft``."""
    page = page or request.path
    draft = _find(request, page, name)
    words = tuple(unseal(draft.sealed)) if draft is not None else ()
    if words:
        _note(request, _new(request, page, name, draft=draft, words=words))


def save(request: HttpRequest) -> Draft | None:
    """Save what was sent as the draft of the form whose token came with it; None where nothing may be kept.

    Raises ``Newer`` where another tab has saved since this one was opened, unless the person asked to save over it.
    """
    tab = _tab_of(request)
    if tab is None or tab.person != request.user.pk or not _may_open(request, tab.page):
        return None
    return _write(request, tab, was_sent=False)


def keep(request: HttpRequest) -> str:
    """Save the words of a refused form as its draft, for its writer; not over a newer one of another tab.

    Gives the form's name; "" where there is no draft of these words.
    """
    tab = _tab_of(request)
    if tab is None or active_person(tab.person) is None:
        return ""
    try:
        return tab.form if _write(request, tab, was_sent=True) else ""
    except Newer:
        return ""


def page_of(request: HttpRequest) -> str:
    """The page of the form that was sent, by its token; "" for a form without a draft."""
    tab = _tab_of(request)
    return tab.page if tab is not None else ""


def done(request: HttpRequest) -> None:
    """The form is saved: its draft is deleted, but for one that another tab has saved since; and so is what was kept of it."""
    tab = _tab_of(request)
    if tab is None or tab.person != request.user.pk:
        return
    draft = Draft.objects.filter(person=request.user, page=tab.page, form=tab.form).first()
    seen = request.POST.get(DRAFT_SEEN) or tab.seen
    if draft is not None and (draft.tab == tab.tab or draft.mark == seen):
        draft.delete()
    KeptForm.objects.filter(person=request.user, page=tab.page, draft=tab.form).delete()


def discard(request: HttpRequest) -> str:
    """Delete the draft of the form whose token was sent, whichever tab saved it; gives the page of the form."""
    tab = _tab_of(request)
    if tab is None or tab.person != request.user.pk:
        return ""
    Draft.objects.filter(person=request.user, page=tab.page, form=tab.form).delete()
    KeptForm.objects.filter(person=request.user, page=tab.page, draft=tab.form).delete()
    return tab.page


def purge() -> int:
    """Delete what is older than KEPT_FOR; returns how many."""
    return Draft.objects.filter(saved_at__lte=timezone.now() - KEPT_FOR).delete()[0]


def forget(person: User) -> None:
    """Delete all drafts of a person whose account is closed."""
    Draft.objects.filter(person=person).delete()


def _write(request: HttpRequest, tab: _Tab, *, was_sent: bool) -> Draft | None:
    sealed = seal([(name, value) for name, value in words_in(request.POST) if not _is_of_file(name)])
    if sealed is None:
        return None
    seen = request.POST.get(DRAFT_SEEN) or tab.seen
    key = {"person_id": tab.person, "page": tab.page, "form": tab.form}
    values: dict[str, Any] = {"sealed": sealed, "tab": tab.tab, "was_sent": was_sent}
    with transaction.atomic():
        draft, is_new = Draft.objects.select_for_update(of=("self",)).get_or_create(**key, defaults=values)
        if is_new:
            _keep_newest(tab.person)
            return draft
        is_own = draft.tab == tab.tab or draft.mark == seen
        is_over = not is_own and request.POST.get(DRAFT_OVER) == draft.mark
        if not is_own and not is_over:
            raise Newer(draft)
        for name, value in values.items():
            setattr(draft, name, value)
        draft.mark, draft.saved_at = opaque_code(), timezone.now()
        draft.save()
    return draft


def _keep_newest(person: int) -> None:
    mine = Draft.objects.filter(person=person).order_by("-saved_at", "-pk")
    Draft.objects.filter(pk__in=list(mine.values_list("pk", flat=True)[MOST_DRAFTS:])).delete()


def _find(request: HttpRequest, page: str, name: str) -> Draft | None:
    since = timezone.now() - KEPT_FOR
    return Draft.objects.filter(person=request.user.pk, page=page, form=name, saved_at__gt=since).first()


def _new(
    request: HttpRequest, page: str, name: str, *, draft: Draft | None = None, **more: Any
) -> Opened | None:
    """A form that was opened now; None where a draft can't be kept."""
    if len(page) > LONGEST_PATH or request.user.pk is None:
        return None
    seen = draft.mark if draft is not None else ""
    token = signing.dumps([request.user.pk, page, name, opaque_code(), seen], salt=_SALT)
    if draft is None:
        return Opened(token, seen, name)
    return Opened(token, seen, name, draft.saved_at, draft.was_sent, **more)


def _note(request: HttpRequest, form: Opened | None) -> None:
    found: dict[str, Opened] = getattr(request, _ON_REQUEST, {})
    if form is not None:
        setattr(request, _ON_REQUEST, found | {form.name: form})


def _tab_of(request: HttpRequest) -> _Tab | None:
    token = sent(request).get(DRAFT, "") if request.method == "POST" else ""
    try:
        return _Tab(*signing.loads(token, salt=_SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def _may_open(request: HttpRequest, page: str) -> bool:
    """Whether the page is there, and if it is one of an agency, the person still belongs to that agency."""
    try:
        agency = resolve(page).kwargs.get(PART)
    except Resolver404:
        return False
    own = {membership.agency.public_id for membership in getattr(request, "memberships", ())}
    return agency is None or agency in own


def _is_of_file(name: str) -> bool:
    """Whether a field carries a file that was sent before: it is kept for half a day, a draft for longer."""
    return name.endswith(("-kept", "-remove", "-clear"))


def _filled(make: Callable[..., Form], words: list[tuple[str, str]]) -> tuple[Form, bool]:
    """The form with the draft's words and no errors yet, and whether its row was saved since the draft began.

    A field that the draft doesn't have is as it is saved. A form that isn't merged, such as a decision, is about what its page
    shows now: so its hidden fields are as they are now.
    """
    fields = QueryDict(mutable=True)
    for name, value in words:
        fields.appendlist(name, value)
    form = make(fields)
    is_merged, is_overtaken = isinstance(form, MergedForm), False
    for name, field in form.fields.items():
        key, saved = form.add_prefix(name), form.get_initial_for_field(field, name)
        if name in _MARKS and saved is not None and key in fields:
            is_overtaken = fields[key] != str(saved)
        is_of_now = field.widget.is_hidden and not is_merged
        if not is_file(field) and (is_of_now or field.widget.value_omitted_from_data(fields, {}, key)):
            fields.setlist(key, as_sent(field, saved))
    # What isn't finished isn't judged, and what others saved is merged when it is sent.
    vars(form)["_errors"] = ErrorDict()
    return form, is_overtaken
