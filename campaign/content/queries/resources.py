"""What the library reads. What is for members isn't even fetched for anyone else."""

from dataclasses import dataclass

from django.db.models import Case, F, TextField, Value, When

from campaign.content.models import Resource
from campaign.content.models.published import PublishedQuerySet
from common.word_search import Text, matching
from compliance.terms import SAME

# What is learned at a screen.
ELEARNING = (Resource.Kind.ELEARNING, Resource.Kind.WEBINAR, Resource.Kind.PODCAST)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a visitor looks for. Empty parts don't narrow the search; unknown ones find nothing."""

    words: str = ""
    kind: str = ""
    audience: str = ""
    historical: bool = True


def resources(
    wanted: Wanted, *, is_member: bool = False, drafts: bool = False
) -> "PublishedQuerySet[Resource]":
    """The resources that hold every word and match every filter: current ones first, then by type and year.

    Each has ``read_url`` and ``read_body``: its address and text, empty where they are for members and this is none. The
    search looks at what everyone may read.
    """
    rows = _readable(Resource.objects.shown(drafts=drafts), is_member=is_member)
    if wanted.words.strip():
        rows = rows.filter(pk__in=_holding(wanted.words, drafts=drafts))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.audience:
        # What is for everyone is for these people, too.
        rows = rows.filter(audience__in=[wanted.audience, Resource.Audience.ALL])
    if not wanted.historical:
        rows = rows.filter(is_historical=False)
    return rows.order_by("is_historical", "kind", "-year", "title")


def _holding(words: str, *, drafts: bool) -> list[int]:
    """The resources whose title, summary or publisher hold all these words, or what means the same."""
    rows = Resource.objects.shown(drafts=drafts).order_by().values_list("pk", "title", "summary", "publisher")
    found = matching(words, rows, lambda row: Text(row[1], row[2], row[3]), SAME)
    return [row[0] for row in found]


def elearning(*, is_member: bool = False, drafts: bool = False) -> tuple[list[Resource], list[Resource]]:
    """The e-learning catalogue: what is there, and what is coming."""
    rows = _readable(Resource.objects.shown(drafts=drafts).filter(kind__in=ELEARNING), is_member=is_member)
    found = list(rows.order_by("is_historical", "kind", "title"))
    return [row for row in found if not row.is_coming], [row for row in found if row.is_coming]


def _readable(rows: "PublishedQuerySet[Resource]", *, is_member: bool) -> "PublishedQuerySet[Resource]":
    """The rows with what this reader may read of them, and without the columns themselves."""
    if is_member:
        return rows.annotate(read_url=F("url"), read_body=F("body")).defer("url", "body")

    def unless_for_members(name: str) -> Case:
        return Case(When(is_members_only=False, then=F(name)), default=Value(""), output_field=TextField())

    read = {f"read_{name}": unless_for_members(name) for name in ("url", "body")}
    return rows.annotate(**read).defer("url", "body")
