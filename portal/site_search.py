"""The search of the whole site: pages, questions, courses, resources, stories, news and agencies, by words, best first."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.search_words import KINDS, SOFT
from common.word_search import is_phrase, meant, passage, ranked
from compliance.terms import SAME
from directory.listings import Listing
from directory.matches import best_matches
from portal.findable import Findable, Kind, everything

# What stands above the groups, and how much of a group.
BEST, IN_A_GROUP, AGENCIES = 3, 6, 5

# Pages and questions were written to answer; of what holds the words as well, they come first.
_ANSWERS = {Kind.PAGE: 1.5, Kind.QUESTION: 2.0}

# What people ask of an agency, beside its name.
_ASKED = frozenset(
    "certified certify certification pledge pledged taken take took part participate participating join joined campaign about"
    " did one mind".split()
)

LABELS: dict[Kind, tuple[str | Promise, str | Promise]] = {
    Kind.PAGE: (_("Page"), _("Pages")),
    Kind.QUESTION: (_("Question"), _("Questions")),
    Kind.COURSE: (_("Course in the register"), _("Courses in the register")),
    Kind.CLASS: (_("Class"), _("Classes")),
    Kind.RESOURCE: (_("Resource"), _("Resources")),
    Kind.AGENCY: (_("Agency"), _("Agencies")),
    Kind.STORY: (_("Spotlight"), _("Spotlight")),
    Kind.NEWS: (_("News"), _("News")),
    Kind.ISSUE: (_("Newsletter"), _("Newsletter")),
    Kind.FRIEND: (_("Partner"), _("Partners and learning sites")),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found, and the sentence of it that says what was looked for."""

    label: str | Promise
    title: str
    url: str
    passage: str


@dataclass(frozen=True, slots=True)
class Group:
    """The further things of one kind. ``more_url`` leads to all of them where not all are shown."""

    label: str | Promise
    hits: tuple[Hit, ...]
    total: int
    more_url: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found. ``is_partial`` where nothing holds all the words, ``guessed`` what was taken for misspelled."""

    best: tuple[Hit, ...] = ()
    groups: tuple[Group, ...] = ()
    is_partial: bool = False
    guessed: tuple[str, ...] = ()


def search(typed: str) -> Answer:
    """What everyone may find by these words: the three best, and the rest by kind, the kind with the best of them first.

    The number of statements is the same whatever is found, but for agencies: none where the directory knows none.
    """
    if not typed.strip():
        return Answer()
    listings, agencies, named_by = _agencies(typed)
    named = [_of_agency(listing) for listing in listings]
    texts = ranked(typed, [*everything(), *named], lambda entry: entry.searched, SAME)
    if is_phrase(typed, SAME):
        # "CIT" is a term of the campaign, and isn't how "Lincoln City" begins.
        held = {entry for entry, _weight in texts.found}
        named = [entry for entry in named if entry in held]
    is_exact = not texts.is_partial and not texts.guessed
    # Agencies are in the order of their own search, which also knows initials, ZIP codes and misspelled names: the first of
    # them is as good as the best fit of their words, and where nothing else fits, better than what holds some of the words.
    weights = [weight for entry, weight in texts.found if entry.kind is Kind.AGENCY]
    others = [
        (entry, weight * _ANSWERS.get(entry.kind, 1.0))
        for entry, weight in texts.found
        if entry.kind is not Kind.AGENCY
    ]
    if named and not weights and not is_exact:
        others = []
    top = max(weights, default=0.0)
    if named_by != typed:
        # The question is about an agency.
        top = max((weight for _entry, weight in others), default=0.0) + 1
    entries = _in_order([*others, *((entry, top - at / 1000) for at, entry in enumerate(named))])
    groups: dict[Kind, list[Findable]] = defaultdict(list)
    for entry in entries[BEST:]:
        groups[entry.kind].append(entry)
    return Answer(
        best=tuple(_hit(entry, typed) for entry in entries[:BEST]),
        groups=tuple(
            _group(kind, rest, named_by if kind is Kind.AGENCY else typed, agencies)
            for kind, rest in groups.items()
        ),
        is_partial=texts.is_partial and not named,
        guessed=() if named else texts.guessed,
    )


def _agencies(typed: str) -> tuple[list[Listing], int, str]:
    """The agencies that are meant, how many there are, and by which words: what is asked of an agency is in no name."""
    found = best_matches(typed, AGENCIES)
    words = [word for word in meant(typed) if word not in _ASKED]
    if found[0] or not set(words) - SOFT - KINDS:
        return *found, typed
    shorter = " ".join(words)
    return *best_matches(shorter, AGENCIES), shorter


def _in_order(weighed: list[tuple[Findable, float]]) -> list[Findable]:
    return [entry for entry, _weight in sorted(weighed, key=lambda pair: -pair[1])]


def _of_agency(listing: Listing) -> Findable:
    url = reverse("directory:agency", args=[listing.public_id, listing.slug])
    text = _("One Mind Certified") if listing.certified_on else _("Took the pledge")
    return Findable(Kind.AGENCY, listing.name, url, f"{listing.place}. {text}", listing.formerly)


def _group(kind: Kind, entries: list[Findable], typed: str, agencies: int) -> Group:
    shown = tuple(_hit(entry, typed) for entry in islice(entries, IN_A_GROUP))
    if kind is Kind.AGENCY:
        return Group(
            LABELS[kind][1], shown, agencies, f"{reverse('directory:list')}?{urlencode({'q': typed})}"
        )
    return Group(LABELS[kind][1], shown, len(entries))


def _hit(entry: Findable, typed: str) -> Hit:
    return Hit(LABELS[entry.kind][0], entry.title, entry.url, passage(typed, entry.text, SAME))
