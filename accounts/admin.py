"""People in Django's admin: staff are invited, given roles and let go here, through the same actions as everywhere."""

from typing import Any, cast

from allauth.account.decorators import secure_admin_login
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts import actions, second_step
from accounts.forms import SecondStepResetForm
from accounts.models import User
from accounts.queries import by_address, has_second_step
from common.admin import PortalAdmin
from common.inputs import EmailField, NameField
from common.problems import Refused
from common.refusals import refusals_in, status_of
from common.text import tidy_address


def _no_second_door(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """In place of the admin's own sign-in, which knows no limits and no second step: anyone who gets here is signed in."""
    return redirect("admin:index")


def _own_password(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """In place of the admin's own page to change a password."""
    return redirect("account_change_password")


admin.site.site_header = admin.site.site_title = _("One Mind Campaign")
admin.site.index_title = _("Campaign content and records")
admin.site.login = secure_admin_login(_no_second_door)  # type: ignore[method-assign]
admin.site.password_change = _own_password  # type: ignore[method-assign,assignment]


class InvitedStaffForm(forms.ModelForm):
    """A new reviewer or campaign administrator."""

    class Meta:
        model = User
        fields = ["email", "name", "staff_role"]
        field_classes = {"email": EmailField, "name": NameField}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].required = True
        self.fields["staff_role"].required = True

    def clean_email(self) -> str:
        email: str = tidy_address(self.cleaned_data["email"])
        if by_address(email) is not None:
            raise forms.ValidationError(
                _("An account with this email address already exists. Give it the role instead.")
            )
        return email


@admin.register(User)
class UserAdmin(PortalAdmin):
    """Who can sign in. Roles and closing an account take effect on the person's next request."""

    recorded_by_actions = True

    list_display = ["email", "name", "staff_role", "is_active", "last_login", "date_joined"]
    list_filter = ["staff_role", "is_active"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    fields = ["email", "name", "staff_role", "is_active", "last_login", "date_joined", "second_step"]
    change_form_template = "admin/accounts/user/change_form.html"
    add_fields = ["email", "name", "staff_role"]

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        return self.fields if obj is not None else self.add_fields

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """The address is changed by its owner alone, who must confirm it; no one changes their own role."""
        if obj is None:
            return []
        own = ["staff_role", "is_active"] if obj.pk == request.user.pk else []
        return ["email", "last_login", "date_joined", "second_step", *own]

    @admin.display(description=_("second step"))
    def second_step(self, obj: User) -> str:
        """Whether there is one, and the resets with their reasons, the latest first."""
        lines = [str(_("On") if has_second_step(obj) else _("Off"))]
        lines += [
            str(_("Reset on %(day)s by %(name)s: %(reason)s"))
            % {"day": date_format(localtime(done.at)), "name": done.by, "reason": done.reason}
            for done in obj.second_step_resets.select_related("by")
        ]
        return "\n".join(lines)

    def get_urls(self) -> list[Any]:
        own = path(
            "<int:pk>/second-step/",
            self.admin_site.admin_view(self.reset_second_step),
            name="accounts_user_second_step",
        )
        return [own, *super().get_urls()]

    def reset_second_step(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a lost second step off an account, with a reason; see `accounts.second_step.reset`."""
        person = get_object_or_404(User, pk=pk)
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        form = SecondStepResetForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            with refusals_in(form):
                second_step.reset(
                    user=person, reason=form.cleaned_data["reason"], by=cast("User", request.user)
                )
                messages.success(request, _("Second step reset. The person and you are told by email."))
                return redirect("admin:accounts_user_change", person.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Reset second step"),
            "opts": self.model._meta,
            "person": person,
            "form": form,
            "has_one": has_second_step(person),
            "is_own": person.pk == request.user.pk,
        }
        return render(request, "admin/accounts/user/second_step.html", context, status=status_of(form))

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **options: Any
    ) -> Any:
        if obj is None:
            options["form"] = InvitedStaffForm
        return super().get_form(request, obj, change, **options)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """A superuser is changed by superusers alone."""
        allowed: bool = super().has_change_permission(request, obj)
        return allowed and (obj is None or not obj.is_superuser or request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """An account is closed, never deleted: what its owner did stays theirs."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        """Write through the actions: with their guards, the trail and the emails."""
        said, by = form.cleaned_data, cast("User", request.user)
        if not change:
            made = actions.invite_staff(
                email=said["email"], name=said["name"], role=said["staff_role"], by=by
            )
            obj.pk = made.pk
            return
        person = User.objects.get(pk=obj.pk)
        try:
            if "name" in form.changed_data:
                actions.rename(user=person, name=said["name"], by=by)
            if "staff_role" in form.changed_data:
                actions.set_staff_role(user=person, role=said["staff_role"], by=by)
            if "is_active" in form.changed_data:
                change_to = actions.reactivate if said["is_active"] else actions.deactivate
                change_to(user=person, by=by)
        except Refused as refusal:
            messages.error(request, str(refusal.message))
