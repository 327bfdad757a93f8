"""What the shared pages say of one kind of entry."""

from dataclasses import dataclass

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an app's pages: titles, buttons, explanations, and what is said once something is done."""

    title: Text
    lead: Text
    icon: str
    none: Text
    none_explained: Text
    add: Text
    edit: Text
    save: Text
    locked: Text
    counts: Text
    since: Text
    until: Text
    is_over: str
    end: Text
    end_link: Text
    end_explained: Text
    delete: Text
    delete_explained: Text
    replace: Text
    replace_explained: Text
    replace_save: Text
    earlier: Text
    added: Text
    changed: Text
    ended: Text
    deleted: Text
    replaced: Text
