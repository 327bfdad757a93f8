"""What all content has in the admin: drafts, a preview on its own page, publishing many at once, and a history to go back in.

What is on the website is taken back to draft before it can be deleted: a draft can be published again, a deleted row is gone.
"""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet, TextField
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from audit.versions import others_since
from campaign.content import numbers
from campaign.content.actions import versions
from campaign.content.forms.editing import ContentForm, Lines
from campaign.content.permissions import why_not_decide
from campaign.content.queries.versions import differences, fields_of, versions_of
from campaign.content.views.preview import drawn_at
from common import markdown
from common.admin import PortalAdmin
from common.problems import Refused


class ContentAdmin(PortalAdmin):
    """Rows that are drafts until published. ``page`` is the URL name of where they show."""

    page = ""
    form = ContentForm
    formfield_overrides = PortalAdmin.formfield_overrides | {TextField: {"form_class": Lines}}
    list_filter = ["is_published"]
    actions = ["publish", "withdraw", "delete_selected"]
    delete_confirmation_template = "admin/content/delete_draft.html"
    save_on_top = True
    object_history_template = "admin/content/history.html"
    # Fields whose text is drawn by ``common.markdown``.
    markdown: tuple[str, ...] = ()
    # Fields in which the rule's numbers are filled in.
    numbers: tuple[str, ...] = ()
    # The last part of the row's address, which a new row has from its title and keeps once visitors have seen it.
    lasting = ""
    # Fields that no version holds.
    unversioned: tuple[str, ...] = ()

    class Media:
        css = {"all": ["css/content_admin.css"]}

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        """What it says first; whether it shows last, beside the buttons."""
        last = ["is_published", "read_at", "opened"]
        named = [name for name in super().get_fields(request, obj) if name not in last]
        return [*named, *(last if self.has_change_permission(request, obj) else last[:1])]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The address of what is published stays: people, other pages and sent newsletters link to it."""
        if not self.lasting or obj is None:
            return []
        # As it was read: once the form is filled in, the row says what was sent.
        is_published = request.__dict__.setdefault("was_published", obj.is_published)
        return [self.lasting] if is_published else []

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new row has its address from its title."""
        return {self.lasting: ["title"]} if self.lasting and obj is None else {}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        """The form, which asks ``objection`` before it saves."""
        made: Any = super().get_form(request, obj, change=change, **options)
        before = None if obj is None else self.model._default_manager.filter(pk=obj.pk).first()
        made.objection = staticmethod(partial(self._objection, request, before))
        return made

    def objection(self, row: Any) -> str:
        """Why a row can't stand as it would be saved, in words; empty when it can."""
        return ""

    def _objection(self, request: HttpRequest, before: Model | None, row: Any) -> str:
        """As ``objection``; or why this person, whom something ties to an agency told of, decides nothing here."""
        shown = [one for one in (before, row) if one is not None and getattr(one, "is_published", False)]
        tied = next((words for one in shown if (words := why_not_decide(request.user, one))), "")  # type: ignore[arg-type]
        return self.objection(row) or self._texts_objection(row) or str(tied)

    def _texts_objection(self, row: Any) -> str:
        checks = [(markdown.objection, name) for name in self.markdown]
        checks += [(numbers.objection, name) for name in self.numbers]
        return next((words for check, name in checks if (words := check(getattr(row, name)))), "")

    def view_on_site(self, obj: Model) -> str:
        """The preview: the page itself, with drafts."""
        return f"{reverse(self.page)}?preview=1"

    def save_model(self, request: HttpRequest, obj: Any, form: "ModelForm[Any]", change: bool) -> None:
        """Save, and keep how the row reads now, and how it read before its first edit."""
        before = self.model._default_manager.filter(pk=obj.pk).first() if change else None
        super().save_model(request, obj, form, change)
        taken: Any = form
        if taken.taken:
            taken.others = others_since(taken, row=obj, by=request.user)  # type: ignore[arg-type]
            self.message_user(request, taken.saved_words(_("Saved.")))
        self._keep(request, obj, before)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._looked_at(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._looked_at(request, obj) or super().response_change(request, obj)

    def _looked_at(self, request: HttpRequest, obj: Any) -> HttpResponse | None:
        """For the button "Look at it": the page as it would be, drawn while the change stands, which is then taken back."""
        if "_look" not in request.POST:
            return None
        try:
            return drawn_at(self.view_on_site(obj), request)  # type: ignore[return-value]
        finally:
            transaction.set_rollback(True)
            # What was remembered while the page was drawn, such as a link in every menu, was never so.
            self.after_change()

    @admin.action(description=_("Publish"))
    def publish(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        self._switch(request, rows, to=True)

    @admin.action(description=_("Return to draft"))
    def withdraw(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        self._switch(request, rows, to=False)

    @admin.action(description=_("Delete drafts"), permissions=["delete"])
    def delete_selected(self, request: HttpRequest, rows: QuerySet[Any]) -> Any:
        """Django's own action, which asks first, for drafts alone. Takes its place by its name."""
        if published := rows.filter(is_published=True).count():
            words = ngettext(
                "%(number)s is published and was kept. Return it to draft first.",
                "%(number)s are published and were kept. Return them to draft first.",
                published,
            )
            self.message_user(request, words % {"number": published}, messages.WARNING)
        drafts = rows.filter(is_published=False)
        return delete_selected(self, request, drafts) if drafts.exists() else None  # type: ignore[arg-type]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Drafts alone."""
        return super().has_delete_permission(request, obj) and (obj is None or not obj.is_published)

    def get_actions(self, request: HttpRequest) -> Any:
        """Publishing needs the right to change."""
        found = super().get_actions(request)
        return found if self.has_change_permission(request) else {}

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_version"
        own = path(
            "<path:object_id>/versions/<int:number>/", self.admin_site.admin_view(self.version), name=name
        )
        return [own, *super().get_urls()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Django's history, and above it the versions with a way to each."""
        row = self.get_object(request, object_id)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_version"
        kept = [
            {"version": found, "url": reverse(name, args=[object_id, found.number])}
            for found in (versions_of(row) if row is not None else [])
        ]
        return super().history_view(request, object_id, {**(extra_context or {}), "versions": kept})

    def version(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        """A version: what its edit changed, how it differs from today's row, and the button to go back to it."""
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        history = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_history", args=[object_id])
        if request.method == "POST":
            if not self.has_change_permission(request, row):
                raise PermissionDenied
            return self._go_back(request, row, number, history)
        kept = {found.number: found for found in versions_of(row)}
        if number not in kept:
            raise Http404
        shown, earlier = kept[number], kept.get(number - 1)
        now = fields_of(row, without=self.unversioned)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "version": shown,
            "changed": differences(self.model, earlier.fields, shown.fields) if earlier else [],
            "is_first": earlier is None,
            "since": differences(self.model, shown.fields, now),
            "history_url": history,
            "may_change": self.has_change_permission(request, row),
            "title": _("Version %(number)s") % {"number": number},
        }
        return render(request, "admin/content/version.html", context)

    def _go_back(self, request: HttpRequest, row: Any, number: int, history: str) -> HttpResponse:
        try:
            made = versions.go_back(row=row, number=number, by=request.user, without=self.unversioned)  # type: ignore[arg-type]
        except Refused as refused:
            self.message_user(request, str(refused.message), messages.ERROR)
            return redirect(request.path)
        if made is None:
            self.message_user(request, _("It already reads this way."))
        else:
            words = _("Restore version %(number)s") % {"number": number}
            self.log_change(request, row, str(words))
            self.message_user(request, _("Restored version %(number)s.") % {"number": number})
            self.after_change()
        return redirect(history)

    def _switch(self, request: HttpRequest, rows: QuerySet[Any], *, to: bool) -> None:
        # Row by row, so that each has an entry in its history.
        for row in rows.exclude(is_published=to):
            before = self.model._default_manager.get(pk=row.pk)
            row.is_published = to
            if words := self._objection(request, before, row):
                self.message_user(request, f"{row}: {words}", messages.ERROR)
                continue
            row.save(update_fields=["is_published", "updated_at"])
            self._keep(request, row, before)
            change = [{"changed": {"fields": [str(row._meta.get_field("is_published").verbose_name)]}}]
            self.log_change(request, row, change)

    def _keep(self, request: HttpRequest, row: Any, before: Model | None) -> None:
        versions.keep(before=before, row=row, by=request.user, without=self.unversioned)  # type: ignore[arg-type]
        self.after_change()

    def after_change(self) -> None:
        """What a kind of content does once a row has changed."""
