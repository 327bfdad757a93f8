"""What visitors send for the campaign's content, on the desk's table: for those who edit the content."""

from functools import partial

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.desk import Kind, offer
from accounts.permissions import is_editor
from campaign.content.models import ClassListing, Comment, Nomination, Supporter
from campaign.content.permissions import why_not_decide

# Of no agency, and nothing that they decide is told by a verb of its own but for nominations.
_submitted = partial(Kind, key="pk", agency="", why_not=why_not_decide, may_see=is_editor, decided=())
NOMINATION = offer(
    _submitted(
        "nomination",
        _("Nomination"),
        rows=lambda: Nomination.objects.filter(state__in=[Nomination.State.NEW, Nomination.State.CONSIDERED]),
        page="admin:content_nomination_change",
        within_days=14,
        called=F("nominee"),
        decided=("campaign.nomination_decided",),
    )
)
SUPPORTER = offer(
    _submitted(
        "supporter",
        _("Supporter"),
        rows=lambda: Supporter.objects.filter(is_published=False, form_key__isnull=False),
        page="admin:content_supporter_change",
        within_days=7,
        called=F("name"),
    )
)
CLASS = offer(
    _submitted(
        "class",
        _("Announced class"),
        rows=lambda: ClassListing.objects.filter(
            is_published=False, form_key__isnull=False, ends_on__gte=timezone.localdate()
        ),
        page="admin:content_classlisting_change",
        within_days=5,
        called=F("title"),
    )
)
COMMENT = offer(
    _submitted(
        "comment",
        _("Comment"),
        rows=lambda: Comment.objects.filter(state=Comment.State.WAITING),
        page="admin:content_comment_change",
        within_days=2,
        called=F("post__title"),
        moved="created_at",
    )
)
