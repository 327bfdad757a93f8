"""People in Django's admin: staff are invited, given roles and let go here, through the same actions as everywhere."""

from typing import Any, cast

from allauth.account.decorators import secure_admin_login
from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts import actions
from accounts.models import User
from accounts.queries import by_address
from common.admin import PortalAdmin
from common.problems import Refused


def _no_second_door(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """In place of the admin's own sign-in, which knows no limits and no second step: whoever gets here is signed in."""
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

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].required = True
        self.fields["staff_role"].required = True

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        if by_address(email) is not None:
            raise forms.ValidationError(
                _("There is an account with this e-mail address already. Give it the role instead.")
            )
        return email


@admin.register(User)
class UserAdmin(PortalAdmin):
    """Who can sign in. Roles and closing an account take effect on the person's next request."""

    list_display = ["email", "name", "staff_role", "is_active", "last_login", "date_joined"]
    list_filter = ["staff_role", "is_active"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    fields = ["email", "name", "staff_role", "is_active", "last_login", "date_joined"]
    add_fields = ["email", "name", "staff_role"]

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        return self.fields if obj is not None else self.add_fields

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """The address is changed by its owner alone, who must confirm it; nobody changes their own role."""
        if obj is None:
            return []
        own = ["staff_role", "is_active"] if obj.pk == request.user.pk else []
        return ["email", "last_login", "date_joined", *own]

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
        """Write through the actions: with their guards, the trail and the e-mails."""
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
