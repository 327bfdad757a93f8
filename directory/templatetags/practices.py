"""The practices in the public's words, for the pages that show them."""

from django import template
from django.utils import timezone

from compliance.editions import edition_on
from compliance.practices import Practice

register = template.Library()


@register.simple_tag
def practices_of_today() -> tuple[Practice, ...]:
    """The practices of the edition that a pledge of today is made under; their texts are to be translated."""
    return edition_on(timezone.localdate()).practices
