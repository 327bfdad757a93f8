"""The logs, for campaign administrators. What is searched for is sent by POST: names stay out of addresses, and so of logs."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters

from accounts.middleware import PersonRequest
from audit import security
from common import searches
from reviews.forms import LogSearchForm
from reviews.queries import logs as queries

PER_PAGE = 50


@sensitive_post_parameters()
def logs(request: PersonRequest) -> HttpResponse:
    """The audit trail, or the security log, the latest first."""
    if request.method == "POST":
        security.note("audit.log_searched", request=request)
        return searches.remember(request)
    form = LogSearchForm(searches.searched_for(request) or None)
    search = queries.Search(**form.cleaned_data) if form.is_valid() else queries.Search()
    page = Paginator(queries.found(search), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": queries.lines(page.object_list),
        "is_security": search.log == queries.SECURITY,
    }
    return render(request, "reviews/logs.html", context)
