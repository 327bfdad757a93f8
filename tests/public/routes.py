"""Every address that needs no login, from the access table: a new page is in the tests by itself.

A route with a part to fill in needs an example here, and one that isn't a page needs its reason.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency
from campaign.content.models import ClassListing, Post, Spotlight
from campaign.newsletter.models import Issue
from common.access import Names
from documents.models import Document
from onemind.access import TABLE
from rehearsal.factories.agencies import lead_of
from rehearsal.factories.campaign import (
    AssociationFactory,
    LearningSiteFactory,
    ResourceFactory,
    SpotlightFactory,
    SupporterFactory,
)
from rehearsal.factories.directory import certified, pledged
from rehearsal.factories.training import CourseFactory
from training.models import Course

NO_KEY = "a" * 32


@dataclass(frozen=True, slots=True)
class World:
    """What the public finds in the tests' portal."""

    certificate: Document
    pledged: Agency
    story: Spotlight
    post: Post
    course: Course


def build_world() -> World:
    """A few agencies of different places and standings, and content of every kind beside what the migrations bring."""
    certificate = certified("Denver Police Department", region="US-CO", city="Denver")
    pledged("Belton Police Department", region="US-MO", city="Belton")
    pledged("Toronto Police Service", region="CA-ON", country="CA", city="Toronto")
    long = pledged(
        "A Very Long Name of a Regional Transportation Authority Police Department",
        region="US-MO",
        accepts_messages=True,
    )
    lead_of(long.agency)
    ResourceFactory(is_published=True)
    LearningSiteFactory(is_published=True)
    SupporterFactory(is_published=True)
    AssociationFactory(is_published=True)
    course = CourseFactory()
    day = timezone.localdate()
    post = Post.objects.create(
        slug="partners",
        title="Partners meet",
        teaser="They met.",
        body="Long.",
        published_on=day,
        is_published=True,
    )
    ClassListing.objects.create(
        course=ClassListing.Course.CIT,
        title="CIT basics",
        provider="Denver Police Department",
        region="US-CO",
        starts_on=day,
        ends_on=day,
        url="https://example.org/classes",
        is_published=True,
    )
    Issue.objects.create(
        subject="The first letter",
        introduction="Dear readers, this is the first.",
        state="sent",
        number=1,
        since=timezone.now(),
        gathered_at=timezone.now(),
        started_at=timezone.now(),
    )
    return World(certificate, long.agency, SpotlightFactory(is_published=True), post, course)


# Routes with a part to fill in, and examples of it.
EXAMPLES: dict[str, Callable[[World], list[str]]] = {
    "content:story": lambda world: [reverse("content:story", args=[world.story.slug])],
    "content:news_year": lambda world: [reverse("content:news_year", args=[world.post.published_on.year])],
    "content:news_post": lambda world: [reverse("content:news_post", args=[world.post.slug])],
    "content:page": lambda _world: ["/privacy/", "/accessibility/", "/terms/"],
    "newsletter:issue": lambda world: [reverse("newsletter:issue", args=[1])],
    "newsletter:confirm": lambda world: [reverse("newsletter:confirm", args=[NO_KEY])],
    "newsletter:leave": lambda world: [reverse("newsletter:leave", args=[NO_KEY])],
    "directory:region": lambda world: [
        reverse("directory:region", args=["us-mo"]),
        reverse("directory:region", args=["ca-on"]),
    ],
    "conversations:ask": lambda world: [reverse("conversations:ask", args=[world.pledged.public_id])],
    "conversations:confirm": lambda world: [reverse("conversations:confirm", args=[NO_KEY])],
    "conversations:thread": lambda world: [reverse("conversations:thread", args=[NO_KEY])],
    "assistance:follow": lambda world: [reverse("assistance:follow", args=[NO_KEY])],
    "directory:agency": lambda world: [
        reverse("directory:agency", args=[agency.public_id, agency.slug])
        for agency in (world.certificate.agency, world.pledged)
    ],
    "agencies:invitation": lambda world: [reverse("agencies:invitation", args=[NO_KEY])],
    "pledges:confirm": lambda world: [reverse("pledges:confirm", args=[NO_KEY])],
    "documents:sign": lambda world: [reverse("documents:sign", args=[NO_KEY])],
    "pledges:answer": lambda world: [reverse("pledges:answer", args=[NO_KEY])],
    "training:register_course": lambda world: [
        reverse("training:register_course", args=[world.course.public_id])
    ],
    "documents:verify": lambda world: [
        reverse("documents:verify", args=[world.certificate.code]),
        reverse("documents:verify", args=["nothing"]),
    ],
    "account_confirm_email": lambda world: [reverse("account_confirm_email", args=["nothing"])],
    "account_reset_password_from_key": lambda world: [
        reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "nothing"})
    ],
}
# Routes that are no pages: what they are instead.
NO_PAGES = {
    "assistance:rate": "takes a form",
    "content:news_comment": "takes a form",
    "content:news_feed": "a feed",
    "newsletter:feed": "a feed",
    "conversations:close": "takes a form",
    "conversations:report": "follows from a conversation that somebody has the key to",
    "documents:sign_letter": "a file",
    "directory:agency_short": "leads to the agency's page",
    "directory:agencies_csv": "a file",
    "directory:agencies_json": "a file",
    "directory:agencies_geojson": "a file",
    "directory:feed_atom": "a feed",
    "directory:feed_json": "a feed",
    "directory:region_feed_atom": "a feed",
    "directory:region_feed_json": "a feed",
    "directory:badge": "a picture",
    "directory:api_root": "leads to the documentation",
    "directory:api_document": "for programs",
    "directory:api_agencies": "for programs",
    "directory:api_agency": "for programs",
    "directory:api_regions": "for programs",
    "directory:api_counts": "for programs",
    "directory:api_unknown": "for programs",
    "portal:one_pager_sheet": "a file",
    "agencies:regions": "a fragment of a form",
    "account_logout": "leads to the first page",
    "account_inactive": "shown after signing in",
    "account_confirm_login_code": "shown in the middle of signing in",
    "account_email_verification_sent": "shown after changing an address",
    "mfa_authenticate": "shown in the middle of signing in",
    "portal:styleguide": "for those who build the portal; tests/portal/test_styleguide.py",
    "portal:robots": "for programs",
    "portal:sitemap": "for programs",
    "portal:sitemap_piece": "leads on",
    "portal:sitemap_section": "for programs",
    "portal:security_txt": "for programs",
    "portal:change_password": "leads on",
    "portal:favicon": "a picture",
    "healthz": "for programs",
    "readyz": "for programs",
}
# The same pages in other states.
MORE = [
    "/agencies/?q=denver",
    "/agencies/?q=nowhere",
    "/agencies/?region=US-CO&status=certified",
    "/faq/?q=letter",
    "/nowhere/",
]


@dataclass(frozen=True, slots=True)
class Route:
    """A row of the portal's table: its name with its namespace, and whether it has a part to fill in."""

    name: str
    has_parts: bool


def public_routes() -> list[Route]:
    """Every route that the access table opens to anyone."""
    return [Route(name, row.names is not Names.NOTHING) for name, row in TABLE.items() if row.is_public]


def paths(world: World) -> list[str]:
    """The addresses of every public page in this world."""
    found = []
    for route in public_routes():
        if route.name in EXAMPLES:
            found += EXAMPLES[route.name](world)
        elif route.name not in NO_PAGES and not route.has_parts:
            found.append(reverse(route.name))
    return [*found, *MORE]


def unclassified() -> list[str]:
    """Routes with a part to fill in that have neither an example nor a reason."""
    return [
        route.name
        for route in public_routes()
        if route.has_parts and route.name not in {*EXAMPLES, *NO_PAGES}
    ]
