"""What visitors send for the campaign's content, on the desk's table: for those who edit the content."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.desk import Kind, offer
from accounts.permissions import is_editor
from campaign.content.models import ClassListing, Comment, Nomination, Supporter
from campaign.content.permissions import why_not_decide

NOMINATION = offer(
    Kind(
        "nomination",
        _("Nomination"),
        rows=lambda: Nomination.objects.filter(state__in=[Nomination.State.NEW, Nomination.State.CONSIDERED]),
        page="admin:content_nomination_change",
        why_not=why_not_decide,
        within_days=14,
        key="pk",
        agency="",
        called=F("nominee"),
        may_see=is_editor,
        decided=("campaign.nomination_decided",),
    )
)
SUPPORTER = offer(
    Kind(
        "supporter",
        _("Supporter"),
        rows=lambda: Supporter.objects.filter(is_published=False, form_key__isnull=False),
        page="admin:content_supporter_change",
        why_not=why_not_decide,
        within_days=7,
        key="pk",
        agency="",
        called=F("name"),
        may_see=is_editor,
        decided=(),
    )
)
CLASS = offer(
    Kind(
        "class",
        _("Announced class"),
        rows=lambda: ClassListing.objects.filter(
            is_published=False, form_key__isnull=False, ends_on__gte=timezone.localdate()
        ),
        page="admin:content_classlisting_change",
        why_not=why_not_decide,
        within_days=5,
        key="pk",
        agency="",
        called=F("title"),
        may_see=is_editor,
        decided=(),
    )
)
COMMENT = offer(
    Kind(
        "comment",
        _("Comment"),
        rows=lambda: Comment.objects.filter(state=Comment.State.WAITING),
        page="admin:content_comment_change",
        why_not=why_not_decide,
        within_days=2,
        key="pk",
        agency="",
        called=F("post__title"),
        moved="created_at",
        may_see=is_editor,
        decided=(),
    )
)
