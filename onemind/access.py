"""The access table: every route of the portal, who may ask for it and how, and the middleware that enforces it.

Every address is closed until it is classified: a route without a row is answered with 404. A row belongs to the route's
name, so that it survives a new address. The table holds what needs no thing to be looked at; that a named thing is one's
own is looked up by the view, and every action asks for its permission once more.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed

from accounts import kept_forms
from accounts.access import ROWS as ACCOUNTS
from accounts.permissions import ADMINISTRATOR, CONTENT_EDITOR
from agencies.access import ROWS as AGENCIES
from campaign.assistance.access import ROWS as ASSISTANCE
from campaign.content.access import ROWS as CONTENT
from campaign.conversations.access import ROWS as CONVERSATIONS
from campaign.newsletter.access import ROWS as NEWSLETTER
from common.access import ANYONE, CLOSED, SIGNED_IN, Access, Guard, Names, Rows, access_to
from common.middleware import not_allowed
from common.problems import NotAllowed
from directory.access import ROWS as DIRECTORY
from documents.access import ROWS as DOCUMENTS
from partnerships.access import ROWS as PARTNERSHIPS
from pledges.access import ROWS as PLEDGES
from policies.access import ROWS as POLICIES
from portal.access import ROWS as PORTAL
from register_import.access import ROWS as REGISTER_IMPORT
from reviews.access import ROWS as REVIEWS
from roster_import.access import ROWS as ROSTER_IMPORT
from training.access import ROWS as TRAINING
from worklist.access import ROWS as WORKLIST

View = Callable[..., HttpResponseBase]

SITE: Rows = {
    "account_login": Access(read=ANYONE, write=ANYONE),
    "account_logout": Access(read=ANYONE, write=ANYONE),
    "account_inactive": Access(read=ANYONE, write=ANYONE),
    "account_signup": Access(read=ANYONE, write=ANYONE),
    "account_reauthenticate": Access(read=SIGNED_IN, write=SIGNED_IN),
    "account_email": Access(read=SIGNED_IN, write=SIGNED_IN),
    "account_email_verification_sent": Access(read=ANYONE, write=ANYONE),
    "account_change_password": Access(read=SIGNED_IN, write=SIGNED_IN),
    "account_set_password": Access(read=SIGNED_IN, write=SIGNED_IN),
    "account_reset_password": Access(read=ANYONE, write=ANYONE),
    "account_confirm_login_code": Access(read=ANYONE, write=ANYONE),
    "account_confirm_email": Access(read=ANYONE, write=ANYONE, names=Names.KEY),
    "account_reset_password_from_key_done": Access(read=ANYONE, write=ANYONE),
    "account_reset_password_from_key": Access(read=ANYONE, write=ANYONE, names=Names.KEY),
    "account_reset_password_done": Access(read=ANYONE, write=ANYONE),
    "mfa_index": Access(read=SIGNED_IN, write=SIGNED_IN),
    "mfa_authenticate": Access(read=ANYONE, write=ANYONE),
    "mfa_reauthenticate": Access(read=SIGNED_IN, write=SIGNED_IN),
    "mfa_activate_totp": Access(read=SIGNED_IN, write=SIGNED_IN),
    "mfa_deactivate_totp": Access(read=SIGNED_IN, write=SIGNED_IN),
    "mfa_view_recovery_codes": Access(read=SIGNED_IN, write=SIGNED_IN),
    "mfa_generate_recovery_codes": Access(read=SIGNED_IN, write=SIGNED_IN),
    "mfa_download_recovery_codes": Access(read=SIGNED_IN, write=SIGNED_IN),
    "healthz": Access(read=ANYONE),
    "readyz": Access(read=ANYONE),
}

# Django's admin: a model's pages, by who reaches them at all. What may be added, changed or deleted there is said by the
# settings (ADMINISTRATORS_EDIT and its like); a model that isn't here has no page.
_ADMINISTRATORS = """
    accounts.user agencies.agency agencies.invitation audit.entry audit.head newsletter.postaladdress newsletter.subscriber
    documents.document documents.presidentterm outbox.message partnerships.partnership pledges.completion pledges.pledge
    policies.policy reviews.decision
"""
_CONTENT_EDITORS = """
    content.association content.classlisting content.comment content.commentswitch content.disclaimer
    content.learningsite content.linkcheck content.milestone content.nomination content.note content.post
    content.page content.question content.resource content.spotlight content.statistic content.supporter
"""


def _model_rows(labels: str, guard: Guard) -> Iterator[tuple[str, Access]]:
    for label in labels.split():
        base = f"admin:{label.replace('.', '_')}"
        for page in ("changelist", "add"):
            yield f"{base}_{page}", Access(read=guard, write=guard)
        for page in ("change", "delete", "history", "version"):
            yield f"{base}_{page}", Access(read=guard, write=guard, names=Names.ANY)


ADMIN: Rows = {
    "admin:index": Access(read=CONTENT_EDITOR),
    "admin:app_list": Access(read=CONTENT_EDITOR, names=Names.CHOICE),
    "admin:login": Access(read=SIGNED_IN, write=SIGNED_IN),
    "admin:logout": Access(write=SIGNED_IN),
    "admin:password_change": Access(read=SIGNED_IN, write=SIGNED_IN),
    "admin:password_change_done": CLOSED,
    "admin:accounts_user_second_step": Access(read=ADMINISTRATOR, write=ADMINISTRATOR, names=Names.ANY),
    "admin:jsi18n": Access(read=CONTENT_EDITOR),
    # Both answer about any row of any table.
    "admin:autocomplete": CLOSED,
    "admin:view_on_site": CLOSED,
    # A thing's short address has no name.
    "admin:None": CLOSED,
    **dict(_model_rows(_ADMINISTRATORS, ADMINISTRATOR)),
    **dict(_model_rows(_CONTENT_EDITORS, CONTENT_EDITOR)),
}


def _table(*parts: Rows) -> dict[str, Access]:
    """All rows; a route that two of them claim is an error."""
    table: dict[str, Access] = {}
    for rows in parts:
        if twice := table.keys() & rows.keys():
            raise ValueError(f"Two rows of the access table: {sorted(twice)}")
        table.update(rows)
    return table


TABLE = _table(
    SITE,
    ADMIN,
    ACCOUNTS,
    AGENCIES,
    ASSISTANCE,
    CONTENT,
    CONVERSATIONS,
    NEWSLETTER,
    DIRECTORY,
    DOCUMENTS,
    PARTNERSHIPS,
    PLEDGES,
    POLICIES,
    PORTAL,
    REGISTER_IMPORT,
    REVIEWS,
    ROSTER_IMPORT,
    TRAINING,
    WORKLIST,
)


class AccessMiddleware(LoginRequiredMiddleware):
    """Finds the row of the route, notes it as ``request.access``, and sends to the login who needs one.

    A route without a row doesn't exist.
    """

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        row = TABLE.get(match.view_name, CLOSED) if match is not None else CLOSED
        guard = row.guard(request.method or "")
        if guard is None:
            raise Http404
        request.access = row  # type: ignore[attr-defined]
        if guard.is_public or request.user.is_authenticated:
            return None
        if request.method == "POST":
            # An address that is only sent to leads nowhere after signing in: the page that showed the form does.
            kept_forms.keep(request)
            return redirect_to_login(kept_forms.page_of(request))
        answer: HttpResponse = self.handle_no_permission(request, view)
        return answer


class RoleMiddleware:
    """Lets those pass whom the row's guard lets pass, with a method that the row takes.

    Stands behind what says who the person is and which agency they act for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        row, method = access_to(request) or CLOSED, request.method or ""
        guard = row.guard(method)
        if guard is None:
            raise Http404
        try:
            answer = guard.judge(request)
        except NotAllowed as refusal:
            return not_allowed(request, refusal)
        if answer is None and method not in row.methods and not row.any_method:
            return HttpResponseNotAllowed(row.methods)
        return answer
