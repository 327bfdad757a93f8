"""An agency's own pages about its policies."""

from django.utils.translation import gettext_lazy as _

from evidence.views import Done, EntryPages
from policies import actions, queries
from policies.evidence import SOURCE
from policies.forms import PolicyForm, RetireForm

PAGES = EntryPages(
    app="policies",
    entry="policy",
    until="retired_on",
    source=SOURCE,
    listing=queries.listing,
    form=PolicyForm,
    end_form=RetireForm,
    end_template="policies/retire.html",
    add_entry=actions.add,
    change_entry=actions.change,
    end_entry=actions.retire,
    delete_entry=actions.delete,
    done=Done(
        added=_("Policy recorded."),
        changed=_("Policy saved."),
        ended=_("Policy retired."),
        deleted=_("Policy deleted."),
    ),
)
