"""Text that staff write, as Markdown: headings, lists, links, emphasis, and pictures with alternative text.

One renderer for all of it: pages, and the HTML and the plain text of emails. What is typed as HTML stays text; what the
renderer makes is cleaned once more before a page shows it. A single line break stays one, as in an email.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from urllib.parse import quote

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markdown_it import MarkdownIt
from markdown_it.token import Token

# What stands beside a field for such text.
HELP = gettext_lazy(
    "An empty line starts a new paragraph. Markdown: # heading, - list, *emphasis*, [words](https://…), "
    "![what a picture shows](its address)."
)
HELP_INLINE = gettext_lazy("Markdown: *emphasis*, [words](https://…).")
_LOWEST = 6
_TAGS = {"p", "br", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "a", "img"}
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}}
_SCHEMES = {"https", "http", "mailto", "tel"}
# What the reader may take for markup: anywhere, and at the beginning of a line.
_SIGNS = re.compile(r"[\\*_\[\]<]|^[#+-]")
_NUMBER = re.compile(r"^(\d+)([.)])")
# An address that may stand in a link as it is.
_SAFE = ":/?#[]@!$&'()*+,;=%~"
_PLAIN_ADDRESS = re.compile(r"[^\s()<>\\]+")
# How the address of a link begins that leads somewhere from wherever the text is read, an email too.
_LEADS = re.compile(r"https?://|mailto:|tel:|/(?!/)|#", re.IGNORECASE)
_reader = MarkdownIt("zero", {"breaks": True}).enable(
    ["heading", "list", "emphasis", "link", "autolink", "image", "newline", "escape"]
)


def render(text: str, *, top: int = 2, site: str = "") -> SafeString:
    """The text as HTML, safe to stand in a page. Its first rank of headings is ``h<top>``, so that it fits below the page's.

    ``site`` goes before addresses of our own pages, for what is read elsewhere: ``https://example.org``.
    """
    tokens = _parsed(text, site)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1:]) + top - 1, _LOWEST)}"
    return _drawn(tokens)


def inline(text: str) -> SafeString:
    """Words that stand within a line or a paragraph of a page's own, as HTML: links and emphasis, and no blocks."""
    return _drawn(_without_foreign_pictures(_reader.parseInline(text)))


def plain(text: str) -> str:
    """The words alone, a line a block: for what draws no markup, such as feeds and search engines."""
    return "\n".join(filter(None, (_words(token.children or []) for token in _inline(text))))


def paragraphs(text: str) -> list[str]:
    """The words of each paragraph that is in no list."""
    opened_and_said = pairwise(_reader.parse(text))
    return [
        _words(said.children or [])
        for opened, said in opened_and_said
        if opened.type == "paragraph_open" and opened.level == 0
    ]


def letter(text: str, *, site: str = "") -> str:
    """The text as people read it where nothing is drawn, such as the plain text of an email.

    A block a paragraph, ``- `` or a number before an item, and the address of a link behind its words, or on a line of its own
    where the line ends with them.
    """
    blocks: list[str] = []
    marks: list[str] = []
    numbers: list[int] = []
    is_apart = True
    for token in _parsed(text, site):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            numbers.append(int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else 0)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            numbers.pop()
            is_apart = not numbers
        elif token.type == "list_item_open":
            indent = "  " * (len(numbers) - 1)
            marks.append(f"{indent}{numbers[-1]}. " if numbers[-1] else f"{indent}- ")
            numbers[-1] += bool(numbers[-1])
        elif token.type == "inline":
            said = _said(token.children or [])
            mark = marks.pop() if marks else "  " * len(numbers)
            said = mark + said.replace("\n", f"\n{' ' * len(mark)}")
            if is_apart or not numbers:
                blocks.append(said)
            else:
                blocks[-1] += f"\n{said}"
            is_apart = not numbers
    return "\n\n".join(blocks)


def escaped(words: str) -> str:
    """Words on one line as Markdown that says just them, whatever signs are in them."""
    line = _SIGNS.sub(r"\\\g<0>", " ".join(words.split()))
    return _NUMBER.sub(r"\1\\\2", line)


def link(words: str, address: str) -> str:
    """A link as Markdown."""
    if not _PLAIN_ADDRESS.fullmatch(address):
        address = f"<{quote(address, safe=_SAFE)}>"
    return f"[{escaped(words)}]({address})"


def objection(text: str) -> str:
    """Why a text can't stand, in words; empty when it can.

    A link that leads nowhere from elsewhere, a picture without words for those who don't see it, and one of another website,
    which a page of ours doesn't load.
    """
    for token in (child for block in _inline(text) for child in block.children or []):
        if token.type == "link_open" and not _LEADS.match(str(token.attrs["href"])):
            return _("Begin the link %(address)s with https:// or, for a page of this website, with /.") % {
                "address": token.attrs["href"]
            }
        if token.type != "image":
            continue
        picture = {"address": token.attrs["src"]}
        if _is_foreign(token):
            return (
                _(
                    "The picture %(address)s is on another website, and pages show only pictures of this one. "
                    "Link to it instead: [what it shows](%(address)s)."
                )
                % picture
            )
        if not _words(token.children or []).strip():
            return _("Describe the picture %(address)s in the brackets before its address.") % picture
    return ""


def _drawn(tokens: Sequence[Token]) -> SafeString:
    cleaned = nh3.clean(
        _reader.renderer.render(tokens, _reader.options, {}),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener",
        strip_comments=True,
    )
    return mark_safe(cleaned)  # noqa: S308 - made by the lines above


def _parsed(text: str, site: str) -> list[Token]:
    tokens = _without_foreign_pictures(_reader.parse(text))
    for token in (child for block in tokens for child in block.children or []):
        for name in ("href", "src"):
            address = str(token.attrs.get(name, ""))
            if site and address.startswith("/"):
                token.attrs[name] = f"{site}{address}"
    return tokens


def _without_foreign_pictures(tokens: list[Token]) -> list[Token]:
    """The tokens, with its words in the place of each picture that browsers wouldn't load."""
    for token in (child for block in tokens for child in block.children or []):
        if token.type == "image" and _is_foreign(token):
            token.type, token.content = "text", _words(token.children or [])
    return tokens


def _is_foreign(picture: Token) -> bool:
    address = str(picture.attrs["src"])
    return not address.startswith("/") or address.startswith("//")


def _said(tokens: Sequence[Token]) -> str:
    """A block's words with its line breaks, and the address of each link behind its words."""
    parts: list[str] = []
    address = ""
    for place, token in enumerate(tokens):
        if token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif token.type == "link_open":
            address = str(token.attrs["href"])
        elif token.type == "link_close":
            ends = place + 1 == len(tokens) or tokens[place + 1].type in {"softbreak", "hardbreak"}
            if parts[-1:] != [address.removeprefix("mailto:")]:
                parts.append(f"\n  {address}" if ends else f" ({address})")
        elif token.type == "image":
            parts.append(_words(token.children or []))
        else:
            parts.append(token.content)
    return "".join(parts)


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
