"""What waits for those who edit the content: nominations, sign-ups of supporters, and announced classes."""

from collections.abc import Callable, Iterator

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import ngettext_lazy

from accounts.models import User
from accounts.permissions import is_editor
from accounts.waiting import Item, Kind, waits
from campaign.content.models import ClassListing, Nomination, Supporter
from campaign.content.permissions import why_not_decide


@waits(
    Kind(
        "nomination",
        ngettext_lazy("%(count)d new nomination", "%(count)d new nominations", "count"),
        "admin:content_nomination_changelist",
        "?state__exact=new",
    )
)
def nominations() -> Iterator[Item]:
    """Nominations for the spotlight that no one has looked at."""
    return _content(Nomination.objects.filter(state=Nomination.State.NEW))


@waits(
    Kind(
        "supporter",
        ngettext_lazy(
            "%(count)d organization that signed up as a supporter",
            "%(count)d organizations that signed up as supporters",
            "count",
        ),
        "admin:content_supporter_changelist",
        "?is_published__exact=0",
    )
)
def supporters() -> Iterator[Item]:
    """Sign-ups of supporting organizations that aren't published."""
    return _content(Supporter.objects.filter(is_published=False, form_key__isnull=False))


@waits(
    Kind(
        "class",
        ngettext_lazy("%(count)d announced class", "%(count)d announced classes", "count"),
        "admin:content_classlisting_changelist",
        "?is_published__exact=0",
    )
)
def classes() -> Iterator[Item]:
    """Classes that were announced by the public form, aren't published, and aren't over."""
    announced = ClassListing.objects.filter(is_published=False, form_key__isnull=False)
    return _content(announced.filter(ends_on__gte=timezone.localdate()))


def _content(rows: "QuerySet[Nomination] | QuerySet[Supporter] | QuerySet[ClassListing]") -> Iterator[Item]:
    for row in rows:
        yield Item(row.pk, row.created_at, _may_decide(row))


def _may_decide(row: Model) -> Callable[[User], bool]:
    return lambda user: is_editor(user) and not why_not_decide(user, row)
