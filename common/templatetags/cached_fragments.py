"""Fragments of a page that are the same on many pages, drawn once a version of what they show."""

from typing import Any

from django import template
from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.utils.safestring import SafeString

from common.http_cache import cached

register = template.Library()


class CachedFragment(Node):
    """What stands inside, as ``http_cache.cached`` has it."""

    def __init__(self, name: str, depends_on: list[FilterExpression], nodelist: NodeList) -> None:
        self.name = name
        self.depends_on = depends_on
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        given: list[Any] = [self.name, *(value.resolve(context) for value in self.depends_on)]
        # Called once at the most, before the context goes on to the next node.
        return cached(context["request"], f"fragment.{given!r}", lambda: self.nodelist.render(context))


@register.tag("cached")
def cached_fragment(parser: Parser, token: Token) -> CachedFragment:
    """``{% cached "header" value … %}…{% endcached %}``: drawn once a version and language, and once for each of the values.

    Everything in it that differs between pages must be among the values. What differs between visitors needs no word:
    nothing is cached for those who bring a session, or where a form's token is drawn.
    """
    _tag, name, *values = token.split_contents()
    nodelist = parser.parse(("endcached",))
    parser.delete_first_token()
    return CachedFragment(name.strip("\"'"), [parser.compile_filter(value) for value in values], nodelist)
