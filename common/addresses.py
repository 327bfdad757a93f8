"""Addresses on the portal's own host name, for whoever reads them outside a page: e-mails, search engines, feeds."""

from urllib.parse import urljoin

from django.conf import settings


def absolute(path: str) -> str:
    """A path of ours in full, whatever host name a request said. Other addresses stay what they are."""
    return urljoin(settings.SITE_URL, path)
