"""The form under a piece of news."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms.guarded import GuardedForm
from common.inputs import NameField


class CommentForm(GuardedForm):
    """A comment. It is shown once staff have let it through."""

    name = NameField(
        label=_("Your name"),
        max_length=80,
        help_text=_("Shown beside your comment."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    text = forms.CharField(
        label=_("Your comment"),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Please don't name anyone you met on a call."),
    )
