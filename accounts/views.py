"""One's own account. Signing in, passwords and the second step are allauth's pages."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import actions
from accounts.forms import ProfileForm
from accounts.permissions import is_editor, is_reviewer
from accounts.queries import has_second_step
from accounts.requests import PersonRequest


def home(request: HttpRequest) -> HttpResponse:
    """Where a person starts: the desk, the campaign's content, their agency's page, or a page that says what to do next."""
    if is_reviewer(request.user):
        return redirect("reviews:desk")
    if is_editor(request.user):
        return redirect("admin:index")
    if getattr(request, "agency", None) is not None:
        return redirect("pledges:overview")
    return render(request, "accounts/home.html")


def profile(request: PersonRequest) -> HttpResponse:
    """The person's name, and the ways to their address, password and second step."""
    user = request.user
    form = ProfileForm(request.POST or None, initial={"name": user.name})
    if request.method == "POST" and form.is_valid():
        actions.rename(user=user, name=form.cleaned_data["name"], by=user)
        messages.success(request, _("Your name is saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form, "has_second_step": has_second_step(user)})
