"""Django's admin answers no question about a secret: not by a look-up, a search, an order, a page or a file."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import ForeignKey, Model
from django.test import Client
from django.urls import reverse

from accounts.models import User
from campaign.newsletter.actions import subscribers as newsletter_subscribers
from campaign.newsletter.models import Subscriber
from common.admin import is_secret
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory
from tests.security.tenant import Tenant

pytestmark = pytest.mark.django_db
PAGES = admin.site._registry
# Fields of ours and of the libraries that hold a secret, or what one is made of.
SECRETS = {
    "accounts.User.password",
    "accounts.User.sessions_ended",
    "agencies.Invitation.token_hash",
    "audit.Entry.hash",
    "audit.Entry.previous_hash",
    "audit.Head.hash",
    "newsletter.Subscriber.confirm_hash",
    "newsletter.Subscriber.confirm_seed",
    "newsletter.Subscriber.leave_hash",
    "documents.Document.content_digest",
    "pledges.Completion.letter_digest",
    "pledges.Pledge.form_key",
    "sessions.Session.session_data",
    "sessions.Session.session_key",
}
# Ways to ask a database about a field.
ASKED = [
    "",
    "__exact",
    "__startswith",
    "__istartswith",
    "__contains",
    "__regex",
    "__gte",
    "__lt",
    "__in",
    "__isnull",
    "__gt",
]


@pytest.fixture
def staff() -> Client:
    """A campaign administrator whom Django gives every permission."""
    client = Client()
    client.force_login(AdministratorFactory.create(is_superuser=True))
    return client


def fields_of(model: type[Model]) -> list[Any]:
    return list(model._meta.concrete_fields)


def _paths(model: type[Model], *, depth: int = 2) -> set[str]:
    """Every field of a model, and those that its relations lead to."""
    found = {field.name for field in fields_of(model)}
    if depth:
        for field in model._meta.get_fields():
            if field.is_relation and isinstance(field.related_model, type):
                found |= {f"{field.name}__{path}" for path in _paths(field.related_model, depth=depth - 1)}
    return found


def test_the_secrets_are_known_by_their_names() -> None:
    named = {f"{model._meta.label}.{field.name}" for model in apps.get_models() for field in fields_of(model)}
    found = {name for name in named if is_secret(name.rpartition(".")[2])}
    assert SECRETS & named <= found
    assert not {"content.Question.question", "accounts.User.email", "documents.Document.number"} & found


def test_no_table_of_a_library_has_pages() -> None:
    ours = {model._meta.app_label for model in PAGES}
    assert not ours & {"auth", "account", "mfa", "sessions", "contenttypes", "admin"}


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model._meta.label)
def test_a_list_answers_its_own_filters_and_nothing_else(model: type[Model], staff: Client) -> None:
    """Every field and those that relations lead to, each asked every way, against what the page itself offers."""
    page: Any = PAGES[model]
    request = staff.get(
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    ).wsgi_request
    asked = {f"{path}{way}": path for path in _paths(model) for way in ASKED}
    answered = {path for lookup, path in asked.items() if page.lookup_allowed(lookup, "1", request)}
    offered = {
        getattr(each, "parameter_name", each[0] if isinstance(each, tuple) else each)
        for each in page.list_filter
    }

    assert answered <= {name for name in offered if not is_secret(name)}


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model._meta.label)
def test_asking_a_list_about_a_field_over_http_is_not_understood(model: type[Model], staff: Client) -> None:
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    asked = [*sorted(path for path in _paths(model, depth=1) if is_secret(path))[:20], "pk", "id"]
    statuses = {
        staff.get(address, {f"{path}{way}": "a"}).status_code
        for path in asked
        for way in ("__startswith", "")
    }
    assert statuses == {400}


def test_a_password_is_not_told_letter_by_letter(staff: Client) -> None:
    reviewer = ReviewerFactory.create(email="reviewer@example.org")
    begun = reviewer.password[:8]
    for asked in ("password__startswith", "password__contains", "password", "password__lt"):
        answers = [staff.get("/admin/accounts/user/", {asked: text}) for text in (begun, "zzz")]
        assert [answer.status_code for answer in answers] == [400, 400]
    # The control: its own filter and search do find.
    found = staff.get("/admin/accounts/user/", {"staff_role__exact": "reviewer"}).content.decode()
    assert "reviewer@example.org" in found
    assert "reviewer@example.org" in staff.get("/admin/accounts/user/", {"q": "reviewer@"}).content.decode()
    assert "reviewer@example.org" not in staff.get("/admin/accounts/user/", {"q": begun}).content.decode()


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model._meta.label)
def test_no_secret_is_listed_searched_filtered_ordered_or_shown(model: type[Model], staff: Client) -> None:
    page: Any = PAGES[model]
    request = staff.get("/admin/").wsgi_request
    fields = [name for _title, options in page.get_fieldsets(request) for name in options["fields"]]
    listed = page.get_list_display(request)
    orders = [getattr(getattr(page, str(name), None), "admin_order_field", None) or name for name in listed]
    named = [
        *fields,
        *listed,
        *orders,
        *page.get_search_fields(request),
        *(page.ordering or ()),
        page.date_hierarchy or "",
    ]
    named += [
        name
        for inline in page.inlines
        for _title, options in inline(model, admin.site).get_fieldsets(request)
        for name in options["fields"]
    ]

    assert {str(name) for name in named if is_secret(str(name).lstrip("-^=@"))} - set(
        page.no_secrets
    ) == set()


def test_a_secret_that_a_page_lists_by_mistake_stays_out(
    staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with each of Django's options set to a secret, the page shows and answers none of it."""
    reviewer = ReviewerFactory.create()
    page = PAGES[User]
    options: dict[str, Any] = {
        "list_display": ["email", "password"],
        "search_fields": ["password"],
        "list_filter": ["password"],
    }
    for name, value in {**options, "fields": ["email", "password"]}.items():
        monkeypatch.setattr(page, name, value)
    shown = [
        staff.get("/admin/accounts/user/").content.decode(),
        staff.get(f"/admin/accounts/user/{reviewer.pk}/change/").content.decode(),
    ]
    assert [reviewer.password[:20] in text for text in shown] == [False, False]
    assert "1 user" not in staff.get("/admin/accounts/user/", {"q": reviewer.password}).content.decode()
    assert staff.get("/admin/accounts/user/", {"password": reviewer.password}).status_code == 400


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model._meta.label)
def test_no_page_shows_a_secrets_value(model: type[Model], staff: Client) -> None:
    Tenant()
    base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    row = model._default_manager.order_by("pk").first()
    if row is None:
        return
    secret = {
        str(getattr(row, field.attname))
        for field in fields_of(model)
        if is_secret(field.name)
        and field.name not in PAGES[model].no_secrets
        and not isinstance(field, ForeignKey)
    }
    pages = [
        reverse(f"{base}_changelist"),
        reverse(f"{base}_change", args=[row.pk]),
        reverse(f"{base}_history", args=[row.pk]),
    ]
    text = "".join(staff.get(page).content.decode() for page in pages)
    assert [value for value in secret if len(value) > 8 and value in text] == []


def test_the_subscribers_file_holds_no_secret(staff: Client) -> None:
    newsletter_subscribers.sign_up(email="ana@example.org")
    subscriber = Subscriber.objects.get()
    sent = {"action": "export", "_selected_action": [str(subscriber.pk)]}
    said = staff.post("/admin/newsletter/subscriber/", sent).content.decode()
    assert (
        json.loads(said)[0]["email"] == "ana@example.org"
        if "email" in json.loads(said)[0]
        else "ana@example.org" in said
    )
    assert [
        value
        for value in (subscriber.confirm_seed, subscriber.confirm_hash, subscriber.leave_hash)
        if value and str(value) in said
    ] == []


def test_no_row_is_chosen_by_what_is_not_its_number(staff: Client) -> None:
    for field in ("password", "email"):
        assert staff.get("/admin/accounts/user/", {"_to_field": field}).status_code == 400
    for address in ("/admin/autocomplete/", "/admin/r/1/1/", "/admin/accounts/user/1/"):
        assert staff.get(address).status_code == 404
