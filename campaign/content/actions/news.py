"""Commenting on news."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import trail
from campaign.content.models import Comment, CommentSwitch, Post
from common.open_actions import OpenTo, open_to
from common.problems import Refused


@open_to(OpenTo.EVERYONE)
@transaction.atomic
def comment(*, slug: str, name: str, text: str, form_key: str, by: User | None = None) -> Comment:
    """Keep a comment for staff to let through. Refused while comments are off, for all news or for this post.

    Side effects: the row, and an entry in the trail. The same form sent twice is one comment.
    """
    post = Post.objects.shown().filter(slug=slug, takes_comments=True).first()
    if post is None or not CommentSwitch.objects.filter(is_on=True).exists():
        raise Refused(_("This post doesn't accept comments."))
    values = {"post": post, "name": name, "text": text, "author": by}
    kept, is_new = Comment.objects.get_or_create(form_key=form_key, defaults=values)
    if is_new:
        trail.record("campaign.comment_sent", by=by, subject=kept)
    return kept
