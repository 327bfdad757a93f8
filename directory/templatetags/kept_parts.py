"""Parts of a page that are the same on many pages, drawn once a version of the register."""

from typing import Any

from django import template
from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.utils.safestring import SafeString

from directory.freshness import kept

register = template.Library()


class KeptPart(Node):
    """What stands inside, as ``freshness.kept`` has it."""

    def __init__(self, name: str, depends_on: list[FilterExpression], nodelist: NodeList) -> None:
        self.name = name
        self.depends_on = depends_on
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        given: list[Any] = [self.name, *(value.resolve(context) for value in self.depends_on)]
        # Called once at the most, before the context goes on to the next node.
        return kept(context["request"], f"part.{given!r}", lambda: self.nodelist.render(context))


@register.tag("kept")
def kept_part(parser: Parser, token: Token) -> KeptPart:
    """``{% kept "header" value … %}…{% endkept %}``: drawn once a version and language, and once for each of the values.

    Everything in it that differs between pages must be among the values. What differs between visitors needs no word:
    nothing is kept for those who bring a session, or where a form's token is drawn.
    """
    _tag, name, *values = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptPart(name.strip("\"'"), [parser.compile_filter(value) for value in values], nodelist)
