"""What search engines read on a page that stands for the whole site."""

from django import template
from django.utils.safestring import SafeString

from common import linked_data

register = template.Library()


@register.simple_tag
def linked_site() -> SafeString:
    """The site, its search, and who stands behind it: for the first page."""
    return linked_data.script(linked_data.site())
