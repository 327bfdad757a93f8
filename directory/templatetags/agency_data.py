"""An agency as search engines read it."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common import linked_data
from common.addresses import absolute
from directory.queries import AgencyPage

register = template.Library()


@register.simple_tag
def linked_agency(page: AgencyPage) -> SafeString:
    """The agency with its place; and, while its certificate holds, that it is certified and where that is verified."""
    listing = page.listing
    address = {
        "@type": "PostalAddress",
        "addressLocality": listing.city,
        "addressRegion": listing.region.partition("-")[2],
        "addressCountry": listing.country,
    }
    agency: dict[str, Any] = {
        "@type": "GovernmentOrganization",
        "name": listing.name,
        "url": absolute(reverse("directory:agency", args=[listing.public_id, listing.slug])),
        "identifier": listing.public_id,
        "address": {name: value for name, value in address.items() if value},
        "memberOf": linked_data.campaign(),
    }
    if page.former_names:
        agency["alternateName"] = list(page.former_names)
    if page.website:
        agency["sameAs"] = page.website
    if listing.certified_on and page.verification_code:
        agency["hasCredential"] = {
            "@type": "EducationalOccupationalCredential",
            "name": _("One Mind Certified"),
            "credentialCategory": "certification",
            "dateCreated": listing.certified_on,
            "recognizedBy": {"@id": absolute("/#campaign")},
            "url": absolute(reverse("documents:verify", args=[page.verification_code])),
        }
    return linked_data.script(agency)
