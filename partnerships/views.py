"""An agency's own pages about its partnerships."""

from django.utils.translation import gettext_lazy as _

from evidence.views import Done, EntryPages
from partnerships import actions, queries
from partnerships.evidence import SOURCE
from partnerships.forms import EndForm, PartnershipForm

PAGES = EntryPages(
    app="partnerships",
    entry="partnership",
    until="ended_on",
    source=SOURCE,
    listing=queries.listing,
    form=PartnershipForm,
    end_form=EndForm,
    end_template="partnerships/end.html",
    add_entry=actions.add,
    change_entry=actions.change,
    end_entry=actions.end,
    delete_entry=actions.delete,
    done=Done(
        added=_("Partnership recorded."),
        changed=_("Partnership saved."),
        ended=_("Partnership ended."),
        deleted=_("Partnership deleted."),
    ),
)
