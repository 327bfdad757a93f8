"""An agency's badge with what is copied to show it on another site."""

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from common.addresses import absolute
from directory.records import agency_url

register = template.Library()


@register.inclusion_tag("directory/_badge.html")
def badge(public_id: str, name: str) -> dict[str, object]:
    """The badge of a listed agency as it looks now, and its snippet of HTML to copy."""
    picture = reverse("directory:badge", args=[public_id])
    return {"picture": picture, "snippet": snippet(public_id, name)}


def snippet(public_id: str, name: str) -> str:
    """What puts the badge on a page, with a link to the agency's own page. Its words stay true whatever the badge says.

    It is text to copy, not markup of ours: where it is shown, it is escaped like any other.
    """
    page = agency_url(public_id)
    picture = absolute(reverse("directory:badge", args=[public_id]))
    words = escape(_("One Mind Campaign: status of %(agency)s") % {"agency": name})
    return f'<a href="{page}"><img src="{picture}" alt="{words}" height="28"></a>'
