"""The tag ``url``, which replaces Django's: the same, but an agency's page is one of the agency whose page is drawn."""

from django import template
from django.template import Context, defaulttags
from django.template.base import Parser, Token
from django.utils.html import conditional_escape

from common.addresses import is_of_agency, reverse

register = template.Library()


class _Url(defaulttags.URLNode):
    def render(self, context: Context) -> str:
        """Django's answer for pages of no agency. An agency's page raises even with ``as``: no link goes missing silently."""
        name = self.view_name.resolve(context)
        if not is_of_agency(name):
            return str(super().render(context))
        named = {key: value.resolve(context) for key, value in self.kwargs.items()}
        agency = named.pop("agency", "")
        address = reverse(name, [part.resolve(context) for part in self.args], named, agency=agency)
        if self.asvar:
            context[self.asvar] = address
            return ""
        return conditional_escape(address) if context.autoescape else address


@register.tag
def url(parser: Parser, token: Token) -> _Url:
    """``{% url 'training:officer' officer.pk %}``; for another agency's page add ``agency=other.public_id``."""
    node = defaulttags.url(parser, token)
    return _Url(node.view_name, node.args, node.kwargs, node.asvar)
