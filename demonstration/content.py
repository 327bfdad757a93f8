"""What staff have entered lately: news, one piece of it for members and with comments, classes with open seats, a partner."""

from datetime import date, timedelta

from campaign.content.models import Association, ClassListing, Comment, CommentSwitch, Post, Resource
from compliance.clock import add_months

_MARK = "spring-of-refreshers"
# course, title, provider, city, state, in days, for days, open seats, delivery, published
_CLASSES = (
    ("cit", "CIT basic course", "Riverbend Police Department", "Columbus", "US-OH", 18, 5, 4, "in_person", True),
    ("mhfa", "Mental Health First Aid for Public Safety", "Englewood Police Department", "Englewood", "US-NJ", 9, 1, 12,
     "in_person", True),
    ("crit", "CRIT, spring class", "Woodstock Police Department", "Woodstock", "US-GA", 40, 5, 0, "in_person", True),
    ("mhfa", "Mental Health First Aid, live online", "Toronto Police Service", "Toronto", "CA-ON", 26, 2, None, "online", True),
    ("cit", "CIT for dispatchers and officers", "Berkeley County Sheriff's Office", "Martinsburg", "US-WV", 75, 5, 9,
     "in_person", False),
)  # fmt: skip


def content(today: date) -> str:
    """News, comments, classes, an association and a text for members. Made once; names no agency of the demonstration's own."""
    if Post.objects.filter(slug=_MARK).exists():
        return ""
    refreshers = Post.objects.create(
        slug=_MARK,
        title="A spring of refreshers",
        teaser="Agencies that set two training days aside bring most of their certificates up to date within a quarter.",
        body="Four hours each, on days that everyone has anyway: that is how several agencies do it.\n\nIf yours does it in "
        "another way, say so below.",
        published_on=today - timedelta(days=12),
        is_published=True,
        takes_comments=True,
    )
    Post.objects.create(
        slug="how-peers-write-their-agreements",
        title="How peers write their agreements",
        teaser="What three agencies put into the memorandum of understanding with their mental health partner.",
        body="All three name one person on each side, say within what time the partner comes to a scene, and set a day in the "
        "year on which they read the agreement together.",
        published_on=add_months(today, -2),
        is_published=True,
        is_members_only=True,
    )
    Post.objects.create(
        slug="next-conference",
        title="Where to meet us at the conference",
        teaser="The hall and the hours will be here.",
        published_on=today + timedelta(days=30),
    )
    Association.objects.create(name="Ohio Association of Example Chiefs", is_published=True)
    CommentSwitch.objects.update_or_create(pk=1, defaults={"is_on": True})
    for number, (name, text, state) in enumerate(
        (
            ("Jamie Fuller", "We do the same, in autumn.", Comment.State.SHOWN),
            ("Best Offers", "Tablets for patrol cars, reply now!", Comment.State.HIDDEN),
            ("Devon Marsh", "Do your dispatchers come, too?", Comment.State.WAITING),
        )
    ):
        Comment.objects.create(
            post=refreshers, name=name, text=text, state=state, form_key=f"demo-comment-{number}"
        )
    for course, title, provider, city, region, days, length, seats, delivery, is_published in _CLASSES:
        start = today + timedelta(days=days)
        ClassListing.objects.create(
            course=course,
            title=title,
            provider=provider,
            city=city,
            region=region,
            starts_on=start,
            ends_on=start + timedelta(days=length - 1),
            seats_open=seats,
            delivery=delivery,
            url="https://example.org/class",
            is_published=is_published,
        )
    Resource.objects.create(
        kind=Resource.Kind.WEBINAR,
        title="Working with a co-responder: questions from agencies",
        summary="One hour of questions and answers, with notes.",
        body="Who drives? Who decides when to leave? What goes into the report? The notes answer the twenty questions that "
        "were asked most.",
        year=today.year,
        is_members_only=True,
        is_published=True,
    )
    return ""
