"""What the pages of learning sites and supporters read. Contacts never leave the admin."""

from dataclasses import dataclass

from campaign.content.models import Association, LearningSite, Supporter


@dataclass(frozen=True, slots=True)
class Friend:
    """An organization as the public sees it."""

    name: str
    place: str
    url: str
    about: str
    is_draft: bool
    # What a learning site is asked for by; 0 for everyone else.
    number: int = 0


def learning_sites(*, drafts: bool = False) -> list[Friend]:
    """The learning sites by name."""
    return [
        Friend(row.name, row.state, row.url, row.about, not row.is_published, row.pk)
        for row in LearningSite.objects.shown(drafts=drafts)
    ]


def site_choices() -> list[tuple[str, str]]:
    """The published learning sites, as a select box wants them."""
    rows = LearningSite.objects.shown().values_list("pk", "name", "state")
    return [(str(pk), f"{name}, {state}") for pk, name, state in rows]


def site(pk: int) -> LearningSite | None:
    """One published learning site, or None."""
    return LearningSite.objects.shown().filter(pk=pk).first()


def supporters(*, drafts: bool = False) -> list[Friend]:
    """The approved supporting organizations by name, with city and state."""
    return [
        Friend(row.name, f"{row.city}, {row.state}", row.url, "", not row.is_published)
        for row in Supporter.objects.shown(drafts=drafts).defer("contact_name", "contact_email", "reason")
    ]


def associations(*, drafts: bool = False) -> list[Friend]:
    """The partnering associations by name."""
    return [
        Friend(row.name, "", row.url, "", not row.is_published)
        for row in Association.objects.shown(drafts=drafts)
    ]
