"""Whatever Django's admin changes stands on the audit trail, once: every model, every form, every action."""

import itertools
from datetime import date
from typing import Any

import lxml.html
import pytest
from django.contrib import admin
from django.db import models
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.labels import labeled
from audit.models import Entry, kind_of, reference
from rehearsal.factories.accounts import AdministratorFactory
from tests.security.tenant import NOTED, state_of_all

pytestmark = pytest.mark.django_db
PAGES: "dict[str, Any]" = {
    model._meta.label: page
    for model, page in sorted(admin.site._registry.items(), key=lambda one: one[0]._meta.label)
}
# What is written beside a change: the trail itself, Django's history, the content's own versions, what is to be sent.
BESIDE = (*NOTED, "admin.LogEntry", "audit.Entry", "audit.Head", "content.Version", "outbox.Message")
CHANGED_BY_HAND = {
    "accounts.User", "content.Association", "content.ClassListing", "content.Comment", "content.CommentSwitch",
    "content.Disclaimer", "content.LearningSite", "content.Milestone", "content.Nomination", "content.Note",
    "content.Page", "newsletter.PostalAddress", "content.Post", "content.Question", "content.Resource", "content.Spotlight",
    "content.Statistic", "content.Supporter", "documents.PresidentTerm",
}  # fmt: skip
ONLY_ONE: dict[str, dict[str, Any]] = {
    "content.CommentSwitch": {"pk": 1},
    "newsletter.PostalAddress": {"pk": 1},
    # Without a last day: no two share a day.
    "documents.PresidentTerm": {},
}
FILLED = {**ONLY_ONE, "content.ClassListing": {"region": "US-GA"}}
_numbers = itertools.count(5000)


@pytest.fixture
def superuser() -> User:
    user: User = AdministratorFactory(is_superuser=True)
    return user


@pytest.fixture
def staff(superuser: User) -> Client:
    client = Client()
    client.force_login(superuser)
    return client


def row_of(model: type[models.Model], **given: Any) -> Any:
    """A row with something in every field that needs it."""
    if model is User:
        return AdministratorFactory(staff_role="reviewer")
    fields = {**FILLED.get(model._meta.label, {}), **given}
    for field in model._meta.concrete_fields:
        if field.primary_key or field.name in fields or field.has_default() or field.null:
            continue
        if isinstance(field, models.ForeignKey):
            fields[field.name] = row_of(field.related_model)  # type: ignore[arg-type]
        elif not getattr(field, "auto_now", False) and not getattr(field, "auto_now_add", False):
            fields[field.name] = _filling(field)
    if "pk" in fields:
        return model._default_manager.update_or_create(pk=fields.pop("pk"), defaults=fields)[0]
    return model._default_manager.create(**fields)


def _filling(field: Any) -> Any:
    number = next(_numbers)
    if field.choices:
        return next(value for value, _ in field.choices if value)
    for kind, value in (
        (models.BooleanField, False),
        (models.DateTimeField, timezone.now()),
        (models.DateField, date(2026, 3, 2)),
        (models.IntegerField, 1900 + number % 100),
        (models.URLField, f"https://example.org/{number}"),
        (models.EmailField, f"ana{number}@example.org"),
        (models.SlugField, f"word-{number}"),
        (models.JSONField, {}),
        (models.UUIDField, None),
    ):
        if isinstance(field, kind):
            return value
    return f"Word {number}"[: field.max_length or 200]


def address(model: type[models.Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def filled(response: HttpResponse) -> dict[str, str]:
    """What the page's own form would send as it stands."""
    page = lxml.html.fromstring(response.content)
    form = next(
        one for one in page.forms if one.get("method") == "post" and "logout" not in (one.get("action") or "")
    )
    return dict(form.form_values())


def altered(model: type[models.Model], response: HttpResponse) -> dict[str, str]:
    """The same with one field changed: one of words where there is one, else a switch or a choice."""
    sent = filled(response)
    fields = response.context["adminform"].form.fields
    for name, field in fields.items():
        kind = type(model._meta.get_field(name))
        if kind in {models.CharField, models.TextField} and not getattr(field, "choices", None):
            return {**sent, name: f"Otherwise {next(_numbers)}"}
    for name, field in fields.items():
        if isinstance(model._meta.get_field(name), models.BooleanField):
            return {key: value for key, value in sent.items() if key != name} | (
                {} if sent.get(name) else {name: "on"}
            )
        if choices := [
            str(value) for value, _ in getattr(field, "choices", []) if str(value) != sent.get(name)
        ]:
            return {**sent, name: choices[-1]}
    raise AssertionError(f"No field of {model._meta.label} can be changed.")


def recorded_since(last: int) -> list[Entry]:
    return list(Entry.objects.filter(pk__gt=last).order_by("pk"))


def last_number() -> int:
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@pytest.mark.parametrize("label", PAGES)
def test_a_row_that_is_changed_is_recorded_once(label: str, staff: Client) -> None:
    model = PAGES[label].model
    if label not in CHANGED_BY_HAND:
        # Nothing of it can be changed by hand, by anyone: the control of the list above.
        request = RequestFactory().get("/")
        request.user = User(is_superuser=True, is_active=True, staff_role="administrator")
        page = PAGES[label]
        assert not page.has_add_permission(request)
        assert not page.has_change_permission(request)
        assert not page.has_delete_permission(request)
        return
    row = row_of(model)
    url = address(model, "change", row.pk)
    shown = staff.get(url)
    unchanged = staff.post(url, filled(shown))
    assert unchanged.status_code == 302, unchanged.context["adminform"].form.errors
    shown = staff.get(url)
    before, last = state_of_all(*BESIDE), last_number()
    assert staff.post(url, altered(model, shown)).status_code == 302
    if label != "accounts.User":
        assert state_of_all(*BESIDE) != before
    assert [entry.subject for entry in recorded_since(last)] == [reference(row)]
    # What wasn't changed wasn't recorded: not a second time.
    last = last_number()
    staff.post(url, filled(staff.get(url)))
    assert recorded_since(last) == []


@pytest.mark.parametrize("label", sorted(CHANGED_BY_HAND))
def test_a_row_that_is_deleted_is_recorded_once(label: str, staff: Client) -> None:
    model = PAGES[label].model
    row = row_of(model)
    last, named = last_number(), reference(row)
    staff.post(address(model, "delete", row.pk), {"post": "yes"})
    is_gone = not model._default_manager.filter(pk=row.pk).exists()
    assert [(entry.subject, entry.verb.endswith("_deleted")) for entry in recorded_since(last)] == (
        [(named, True)] if is_gone else []
    )
    if label in {"documents.PresidentTerm", "content.Question", "content.Comment"}:
        assert is_gone


def test_a_term_that_is_added_is_recorded_once(staff: Client) -> None:
    from documents.models import PresidentTerm

    sent = {"name": "Avery Kingsley", "title": "President", "from_on": "2026-01-01", "until_on": ""}
    last = last_number()
    assert staff.post(address(PresidentTerm, "add"), sent).status_code == 302
    term = PresidentTerm.objects.get()
    assert [(entry.verb, entry.subject) for entry in recorded_since(last)] == [
        ("documents.presidentterm_added", f"documents.PresidentTerm:{term.pk}")
    ]
    assert "Kingsley" not in str(Entry.objects.values())


def _actions() -> list[tuple[str, str]]:
    return [
        (label, name)
        for label, page in PAGES.items()
        if not label.startswith("audit.")
        for name in [*(page.actions or []), "delete_selected"]
    ]


@pytest.mark.parametrize(("label", "action"), sorted(set(_actions())))
def test_what_an_action_changes_is_recorded_once_for_each_row(label: str, action: str, staff: Client) -> None:
    model = PAGES[label].model
    rows = [row_of(model, **GIVEN.get((label, action), {})) for _ in range(1 if label in ONLY_ONE else 2)]
    before, last = state_of_all(*BESIDE, "outbox.Message"), last_number()
    named = [reference(row) for row in rows]
    messages = (
        list(model._default_manager.order_by("pk").values_list()) if label == "outbox.Message" else None
    )
    sent = {"action": action, "_selected_action": [str(row.pk) for row in rows], "post": "yes"}
    staff.post(address(model, "changelist"), sent)
    changed = state_of_all(*BESIDE, "outbox.Message") != before or (
        messages is not None and list(model._default_manager.order_by("pk").values_list()) != messages
    )
    assert changed == ((label, action) in CHANGING)
    subjects = sorted(entry.subject for entry in recorded_since(last))
    if changed:
        assert subjects == sorted(named)


# What an action finds something to do with.
GIVEN: dict[tuple[str, str], dict[str, Any]] = {
    **{(label, "withdraw"): {"is_published": True} for label in PAGES},
    ("outbox.Message", "try_again"): {"failed_at": timezone.now()},
    ("agencies.Agency", "unsuspend"): {"is_suspended": True},
}
CONTENT = {
    "Association", "ClassListing", "Disclaimer", "LearningSite", "Milestone", "Note", "Page", "Post", "Question", "Resource",
    "Spotlight", "Statistic", "Supporter",
}  # fmt: skip
CHANGING = {
    *(
        (f"content.{name}", action)
        for name in CONTENT
        for action in ("publish", "withdraw", "delete_selected")
    ),
    ("agencies.Agency", "suspend"),
    ("agencies.Agency", "unsuspend"),
    ("content.Comment", "delete_selected"),
    ("content.Comment", "hide"),
    ("content.Comment", "let_through"),
    ("content.Nomination", "delete_selected"),
    ("newsletter.Subscriber", "remove"),
    ("documents.PresidentTerm", "delete_selected"),
    ("outbox.Message", "try_again"),
} - {("content.Statistic", "publish")}  # without a source it stays a draft


def test_every_change_has_words() -> None:
    wanting = {
        f"{kind_of(page.model).lower()}_{what}"
        for page in PAGES.values()
        for what in ("added", "changed", "deleted")
    }
    assert wanting - labeled() == set()
