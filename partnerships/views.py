"""An agency's own pages about its partnerships."""

from django.utils.translation import gettext_lazy as _

from compliance.editions import EVIDENCE
from evidence.views import EntryPages, routes
from evidence.words import Words
from partnerships import actions, queries
from partnerships.evidence import SOURCE, terms_of
from partnerships.forms import EndForm, MemorandumForm, PartnershipForm

KIND = EVIDENCE["partnerships"]
PAGES = EntryPages(
    evidence="partnerships",
    entry="partnership",
    until="ended_on",
    source=SOURCE,
    routes=routes("partnerships", end="end", copy="mou", replace="renew"),
    form=PartnershipForm,
    replace_form=MemorandumForm,
    end_form=EndForm,
    add_entry=actions.add,
    change_entry=actions.change,
    replace_document=actions.renew,
    end_entry=actions.end,
    delete_entry=actions.delete,
    earlier_rows=queries.earlier_memoranda,
    terms=terms_of,
    words=Words(
        title=_("Partnerships"),
        lead=_(
            "The first practice: a clearly defined partnership with at least one community mental health organization."
        ),
        icon="handshake",
        none=_("No partnership yet"),
        none_explained=_(
            "Name the mental health organization that you work with, and say in a few sentences what you do together. "
            "One is enough."
        ),
        add=_(KIND.add_label),
        edit=_(KIND.edit_label),
        save=_("Save the partnership"),
        locked=_(
            "The completion that you submitted relies on this partnership, so it can't be changed now. "
            "Withdraw the submission to change it, or record a new partnership."
        ),
        counts=_("Current"),
        since=_("Since"),
        until=_("Ended"),
        is_over="ended",
        end=_("End the partnership"),
        end_link=_("It has ended"),
        end_explained=_(
            "The partnership stays on record. From its last day on it no longer counts for the first practice."
        ),
        delete=_("Delete the partnership"),
        delete_explained=_(
            "Delete only what was recorded by mistake. You can't restore it. If the partnership came to an end, end it "
            "instead. It then stays on record."
        ),
        replace=_("Renew the memorandum"),
        replace_explained=_("Enter the new memorandum. The current one is kept under earlier memoranda."),
        replace_save=_("Save the new memorandum"),
        earlier=_("Earlier memoranda"),
        added=_("Partnership recorded."),
        changed=_("Partnership saved."),
        ended=_("Partnership ended."),
        deleted=_("Partnership deleted."),
        replaced=_("Memorandum renewed."),
    ),
)
