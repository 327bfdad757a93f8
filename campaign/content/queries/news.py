"""What the news pages read. A text for members isn't even fetched for anyone else."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, F, TextField, Value, When
from django.db.models.expressions import Combinable

from campaign.content.models import Comment, CommentSwitch, Post
from campaign.content.models.news import PostQuerySet


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment that was let through."""

    name: str
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Article:
    """A post, ready to be drawn. ``body`` is empty for those who may read the teaser alone."""

    pk: int
    slug: str
    title: str
    teaser: str
    body: str
    published_on: date
    updated_at: datetime
    is_members_only: bool
    is_withheld: bool
    is_draft: bool
    takes_comments: bool


def latest(number: int, *, drafts: bool = False) -> list[Article]:
    """The newest posts, teasers alone."""
    return list(_articles(Post.objects.shown(drafts=drafts)[:number], whole=False))


def posts(*, year: int | None = None, drafts: bool = False) -> tuple[list[Article], list[tuple[int, int]]]:
    """The posts of a year, or all, newest first, as teasers; and the archive: each year with how many it has."""
    found = list(_articles(Post.objects.shown(drafts=drafts), whole=False))
    years = Counter(article.published_on.year for article in found)
    chosen = [article for article in found if year is None or article.published_on.year == year]
    return chosen, sorted(years.items(), reverse=True)


def readable() -> list[Article]:
    """The posts, newest first, each with what everyone may read of it."""
    return list(_articles(Post.objects.shown(), whole=True))


def post(slug: str, *, is_member: bool, drafts: bool = False) -> Article | None:
    """The post of this address, whole for members or when everyone may read it; None when there is none to be seen."""
    rows = Post.objects.shown(drafts=drafts).filter(slug=slug)
    return next(_articles(rows, whole=True, is_member=is_member), None)


def comments_are_on() -> bool:
    """Whether staff have switched comments on for all news."""
    return CommentSwitch.objects.filter(is_on=True).exists()


def remarks(article: Article) -> list[Remark]:
    """The comments on a post that staff have let through, oldest first."""
    rows = Comment.objects.filter(post_id=article.pk, state=Comment.State.SHOWN).order_by("created_at", "pk")
    return [Remark(*row) for row in rows.values_list("name", "text", "created_at")]


def _articles(rows: "PostQuerySet[Post]", *, whole: bool, is_member: bool = False) -> Iterator[Article]:
    """The rows as values. The database itself leaves out what isn't to be read, so that no page can leak it."""
    fields = [
        "pk",
        "slug",
        "title",
        "teaser",
        "published_on",
        "updated_at",
        "is_members_only",
        "is_published",
        "takes_comments",
    ]
    for row in rows.annotate(read=_readable(whole=whole, is_member=is_member)).values(*fields, "read"):
        yield Article(
            pk=row["pk"],
            slug=row["slug"],
            title=row["title"],
            teaser=row["teaser"],
            body=row["read"],
            published_on=row["published_on"],
            updated_at=row["updated_at"],
            is_members_only=row["is_members_only"],
            is_withheld=row["is_members_only"] and not is_member,
            is_draft=not row["is_published"],
            takes_comments=row["takes_comments"],
        )


def _readable(*, whole: bool, is_member: bool) -> Combinable:
    if not whole:
        return Value("")
    if is_member:
        return F("body")
    return Case(When(is_members_only=False, then=F("body")), default=Value(""), output_field=TextField())
