"""What all the public forms do alike: guard, limit, keep, say thanks."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from common import throttle
from common.addresses import redirect
from common.forms import guard
from common.forms.guarded import GuardedForm
from common.refusals import refusals_in, status_of

RATE = "10/h/ip"


def receive(
    request: HttpRequest,
    form_class: type[GuardedForm],
    *,
    template: str,
    keep: Callable[..., Any],
    thanks: str,
    context: Mapping[str, Any] | None = None,
    initial: Mapping[str, Any] | None = None,
    rate: str = RATE,
    opened: Callable[[Callable[..., GuardedForm]], GuardedForm] | None = None,
) -> HttpResponse:
    """Show the form; when it comes back in order, ``keep`` its answers and go on to the page ``thanks``, a name or a path.

    ``opened`` makes the form of a page that saves it as a draft: it is given what builds one, unbound or of what was typed.
    ``context`` is what the page shows besides the form, ``initial`` what is filled in already. 422 with everything typed
    when something is wrong or ``keep`` refuses, 409 when things have moved on; 429 when the network has sent too many.
    """
    around, fresh = dict(context or {}), {**(initial or {}), "form_key": guard.issue()}
    make = partial(form_class, initial=fresh)
    posted = (request.POST,) if request.method == "POST" else ()
    form = opened(make) if opened is not None else make(*posted)
    if request.method != "POST":
        return render(request, template, {**around, "form": form})
    if not form.is_valid():
        return render(request, template, {**around, "form": form}, status=status_of(form))
    if not throttle.allows(request, f"form.{form_class.__name__}", rate):
        form.add_error(
            None, _("Too many messages came from your network in the last hour. Please try again in an hour.")
        )
        return render(request, template, {**around, "form": form}, status=429)
    with refusals_in(form):
        keep(**form.answers(), form_key=form.fingerprint())
        return redirect(thanks)
    return render(request, template, {**around, "form": form}, status=status_of(form))
