"""An agency's own pages about its policies."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from agencies.middleware import AgencyRequest
from common.addresses import redirect
from common.refusals import refusals_in, status_of
from compliance.editions import EVIDENCE
from evidence.views import EntryPages, routes
from evidence.words import Words
from policies import actions, queries
from policies.evidence import SOURCE, terms_of
from policies.forms import AdoptionForm, PolicyForm, RetireForm, RevisionForm

KIND = EVIDENCE["policies"]
PAGES = EntryPages(
    evidence="policies",
    entry="policy",
    until="retired_on",
    source=SOURCE,
    routes=routes("policies", end="retire", copy="file", replace="revise"),
    form=PolicyForm,
    replace_form=RevisionForm,
    end_form=RetireForm,
    add_entry=actions.add,
    change_entry=actions.change,
    replace_document=actions.revise,
    end_entry=actions.retire,
    delete_entry=actions.delete,
    earlier_rows=queries.earlier_texts,
    terms=terms_of,
    more_actions="policies/_more_actions.html",
    words=Words(
        title=_("Policies"),
        lead=_(
            "The second practice: a written policy on how your officers respond to people in a mental health crisis."
        ),
        icon="scroll-text",
        none=_("No policy yet"),
        none_explained=_(
            "Enter the policy that your agency adopted, and check its components with their pages."
        ),
        add=_(KIND.add_label),
        edit=_(KIND.edit_label),
        save=_("Save the policy"),
        locked=_(
            "The completion that you submitted relies on this policy, so it can't be changed now. "
            "Withdraw the submission to change it, or record the new version as a separate policy."
        ),
        counts=_("In force"),
        since=_("In force since"),
        until=_("Retired"),
        is_over="retired",
        end=_("Retire the policy"),
        end_link=_("Retire"),
        end_explained=_(
            "The policy stays on record. From this day on it no longer counts for the second practice."
        ),
        delete=_("Delete the policy"),
        delete_explained=_(
            "Delete only what was recorded by mistake. You can't restore it. If the policy is no longer in force, retire it "
            "instead. It then stays on record."
        ),
        replace=_("Record a revision"),
        replace_explained=_("Enter the revised policy. The current text is kept under earlier versions."),
        replace_save=_("Save the revision"),
        earlier=_("Earlier versions"),
        added=_("Policy recorded."),
        changed=_("Policy saved."),
        ended=_("Policy retired."),
        deleted=_("Policy deleted."),
        replaced=_("Revision recorded."),
    ),
)


def adopt(request: AgencyRequest, public_id: str) -> HttpResponse:
    """The short statement by which a new head of the agency adopts a policy."""
    policy = get_object_or_404(queries.for_agency(request.agency), public_id=public_id)
    form = AdoptionForm(request.POST or None, policy=policy)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.adopt(policy=policy, by=request.user, **form.cleaned_data)
            messages.success(request, str(_("Statement recorded.")))
            return redirect("policies:list")
    context = {"form": form, "entry": policy, "words": PAGES.words, "routes": PAGES.routes}
    return render(request, "policies/adopt.html", context, status=status_of(form))
