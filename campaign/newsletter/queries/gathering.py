"""What a new issue begins with: what happened since the last one, as Markdown that staff then edit."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.models import Agency
from campaign.content.queries import classes, news, spotlights
from campaign.newsletter.models import IssueSection
from common.addresses import absolute
from common.markdown import escaped, link
from documents import queries as documents
from pledges.lifecycle import State
from pledges.models import Completion, Pledge
from pledges.queries import public_pledges

Kind = IssueSection.Kind
# A list of more is left to the directory.
LONGEST = 60
EVENTS, NEWS = 8, 5


@dataclass(frozen=True, slots=True)
class Gathered:
    """One section as it is proposed."""

    kind: IssueSection.Kind
    heading: str
    text: str


def gather(*, since: datetime, until: datetime) -> list[Gathered]:
    """The sections of an issue about the time after ``since``, up to ``until``; those that would be empty are left out."""
    found = [
        Gathered(Kind.FIGURES, _("The campaign today"), _figures(until)),
        Gathered(Kind.PLEDGES, _("New pledges"), _agencies(_pledged(since, until))),
        Gathered(Kind.CERTIFIED, _("Newly One Mind Certified"), _agencies(_certified(since, until))),
        Gathered(Kind.SPOTLIGHT, _("In the spotlight"), _spotlight()),
        Gathered(Kind.NEWS, _("News"), _news(since)),
        Gathered(Kind.EVENTS, _("Upcoming classes"), _events()),
    ]
    return [section for section in found if section.text]


def _listed() -> QuerySet[Pledge]:
    return public_pledges()


def _holds() -> Q:
    certificate = documents.valid_certificates().filter(completion__pledge=OuterRef("pk"))
    return Q(Exists(certificate)) | Q(is_certified_on_file=True)


def _figures(until: datetime) -> str:
    pledged = _listed().count()
    certified = _listed().filter(_holds(), state=State.COMPLETED).count()
    as_of = _("As of %(day)s:") % {"day": date_format(timezone.localtime(until), "DATE_FORMAT")}
    return "\n".join(
        [
            as_of,
            "",
            f"- **{pledged:,}** {_('agencies have taken the pledge')}",
            f"- **{certified:,}** {_('agencies are One Mind Certified')}",
        ]
    )


def _pledged(since: datetime, until: datetime) -> list[Agency]:
    rows = _listed().filter(verified_at__gt=since, verified_at__lte=until, is_from_files=False)
    rows = rows.select_related("agency")
    return [pledge.agency for pledge in rows.order_by("agency__name", "pk")]


def _certified(since: datetime, until: datetime) -> list[Agency]:
    holds = documents.valid_certificates().filter(completion=OuterRef("pk"))
    rows = Completion.objects.filter(
        Exists(holds),
        state=Completion.State.APPROVED,
        decided_at__gt=since,
        decided_at__lte=until,
        pledge__state=State.COMPLETED,
        agency__is_suspended=False,
    )
    return [completion.agency for completion in rows.select_related("agency").order_by("agency__name", "pk")]


def _agencies(agencies: list[Agency]) -> str:
    lines = [
        _link(
            f"{agency.name}, {agency.place}",
            reverse("directory:agency", args=[agency.public_id, agency.slug]),
        )
        for agency in agencies[:LONGEST]
    ]
    more = len(agencies) - LONGEST
    if more > 0:
        lines.append(
            _link(_("and %(number)d more in the directory") % {"number": more}, reverse("directory:recent"))
        )
    return "\n".join(lines)


def _spotlight() -> str:
    featured, _archive = spotlights.series()
    if featured is None:
        return ""
    address = absolute(reverse("content:story", args=[featured.slug]))
    return f"{link(featured.title, address)}\n{escaped(featured.summary)}"


def _news(since: datetime) -> str:
    posts = [post for post in news.latest(NEWS) if post.published_on >= timezone.localdate(since)]
    return "\n\n".join(
        f"{link(post.title, absolute(reverse('content:news_post', args=[post.slug])))}\n{escaped(post.teaser)}"
        for post in posts
    )


def _events() -> str:
    lines = []
    for opening in classes.openings()[:EVENTS]:
        day = date_format(opening.starts_on, "DATE_FORMAT")
        lines.append(f"- {escaped(day)}: {link(f'{opening.title}, {opening.place}', opening.url)}")
    if lines:
        lines.append(_link(_("All classes"), reverse("content:classes")))
    return "\n".join(lines)


def _link(words: str, path: str) -> str:
    return f"- {link(words, absolute(path))}"
