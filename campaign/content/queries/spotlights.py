"""What the spotlight's pages read."""

from dataclasses import dataclass
from datetime import date

from campaign.content.models import Spotlight


@dataclass(frozen=True, slots=True)
class Story:
    """A spotlight, ready to be drawn. ``figures`` are pairs: the figure, and what it counts."""

    slug: str
    title: str
    who: str
    summary: str
    body: str
    figures: tuple[tuple[str, str], ...]
    shown_on: date | None
    is_featured: bool
    is_draft: bool


def series(*, drafts: bool = False) -> tuple[Story | None, list[Story]]:
    """The featured story, if there is one, and the archive, latest first."""
    stories = [_story(row) for row in Spotlight.objects.shown(drafts=drafts)]
    first = next((story for story in stories if story.is_featured), None)
    return first, [story for story in stories if story is not first]


def featured() -> Story | None:
    """The featured story, if there is one that is published."""
    row = Spotlight.objects.shown().filter(is_featured=True).first()
    return _story(row) if row is not None else None


def story(slug: str, *, drafts: bool = False) -> Story | None:
    """The story of this address; None when there is none to be seen."""
    row = Spotlight.objects.shown(drafts=drafts).filter(slug=slug).first()
    return _story(row) if row is not None else None


def _story(row: Spotlight) -> Story:
    pairs = [line.partition("|") for line in row.figures.splitlines() if line.strip()]
    return Story(
        slug=row.slug,
        title=row.title,
        who=row.who,
        summary=row.summary,
        body=row.body,
        figures=tuple((figure.strip(), words.strip()) for figure, _bar, words in pairs),
        shown_on=row.shown_on,
        is_featured=row.is_featured,
        is_draft=not row.is_published,
    )
