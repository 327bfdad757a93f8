"""Text that staff write, as Markdown: headings, lists, links, emphasis, and pictures with alternative text.

One renderer for all of it. What is typed as HTML stays text; what the renderer makes is cleaned once more before a page shows
it. A single line break stays one, as in an email.
"""

from collections.abc import Iterator, Sequence

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

_LOWEST = 6
_TAGS = {"p", "br", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "a", "img"}
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}}
_SCHEMES = {"https", "http", "mailto", "tel"}
_reader = MarkdownIt("zero", {"breaks": True}).enable(
    ["heading", "list", "emphasis", "link", "autolink", "image", "newline", "escape"]
)


def render(text: str, *, top: int = 2) -> SafeString:
    """The text as HTML, safe to stand in a page. Its first rank of headings is ``h<top>``, so that it fits below the page's."""
    tokens = _reader.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1:]) + top - 1, _LOWEST)}"
    made = _reader.renderer.render(tokens, _reader.options, {})
    cleaned = nh3.clean(
        made,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener",
        strip_comments=True,
    )
    return mark_safe(cleaned)  # noqa: S308 - made by the lines above


def plain(text: str) -> str:
    """The words alone, a line a block: for what draws no markup, such as feeds and search engines."""
    return "\n".join(filter(None, (_words(token.children or []) for token in _inline(text))))


def objection(text: str) -> str:
    """Why a text can't stand, in words; empty when it can: a picture without words for those who don't see it."""
    for block in _inline(text):
        for token in block.children or []:
            if token.type == "image" and not _words(token.children or []).strip():
                return _("Describe the picture %(address)s in the brackets before its address.") % {
                    "address": token.attrs["src"]
                }
    return ""


def _inline(text: str) -> Iterator[Token]:
    return (token for token in _reader.parse(text) if token.type == "inline")


def _words(tokens: Sequence[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif token.type == "image":
            parts.append(_words(token.children or []))
        else:
            parts.append(token.content)
    return "".join(parts)
