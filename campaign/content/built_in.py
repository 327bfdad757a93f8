"""The pages that the portal draws itself, and whose words are rows of `Page` all the same."""

from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from campaign.content.models import Page

# By the address of the row: the URL name of the page.
BUILT_IN = {
    "home": "portal:home",
    "why": "content:why",
    "history": "content:history",
    "faq": "content:faq",
    "resources": "content:resources",
    "e-learning": "content:elearning",
    "find-a-course": "content:classes",
    "news": "content:news",
    "learning-sites": "content:learning_sites",
    "supporters": "content:supporters",
    "spotlight": "content:spotlight",
    "one-pager": "portal:one_pager",
    "newsletter": "newsletter:archive",
    "assistance": "assistance:hub",
}


def is_built_in(page: Page) -> bool:
    """Whether the portal draws this page itself: it can't be taken away."""
    return page.address in BUILT_IN


def path_of(address: str) -> str:
    """Where the page with this address is."""
    name = BUILT_IN.get(address)
    return reverse(name) if name else reverse("content:page", args=[address])


def is_taken(address: str) -> bool:
    """Whether something else answers at an address, so that a page there would never be seen."""
    if address in BUILT_IN:
        return False
    try:
        return resolve(reverse("content:page", args=[address])).view_name != "content:page"
    except (NoReverseMatch, Resolver404):
        return True
