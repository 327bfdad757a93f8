"""What all the public forms do alike: guard, limit, keep, say thanks."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from campaign.forms import GuardedForm
from common import throttle

RATE = "10/h/ip"


def receive(
    request: HttpRequest,
    form_class: type[GuardedForm],
    *,
    template: str,
    keep: Callable[..., Any],
    thanks: str,
) -> HttpResponse:
    """Show the form; when it comes back in order, ``keep`` its answers and go on to the page ``thanks``.

    422 with everything typed when something is wrong; 429 when the network has sent too many.
    """
    if request.method != "POST":
        return render(request, template, {"form": form_class.fresh()})
    form = form_class(request.POST)
    if not form.is_valid():
        return render(request, template, {"form": form}, status=422)
    if not throttle.allows(request, f"campaign.{form_class.__name__}", RATE):
        form.add_error(
            None, _("Many messages came from your network in the last hour. Please send it again in an hour.")
        )
        return render(request, template, {"form": form}, status=429)
    keep(**form.answers(), form_key=form.fingerprint())
    return redirect(thanks)
