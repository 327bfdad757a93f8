"""The press release: a few paragraphs from the approved facts, as plain text, as a page and for Word.

What only the agency can say (a sentence of its head, whom to call) is left open in square brackets.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.text import one_line
from documents.recognition.facts import Recognition


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the release: ``kind`` is mark, title, text, item or end."""

    kind: str
    text: str


def release(facts: Recognition) -> tuple[Block, ...]:
    """The press release of these facts, from top to bottom."""
    return tuple(Block(kind, one_line(text)) for kind, text in _blocks(facts))


def as_text(blocks: tuple[Block, ...]) -> str:
    """The release to copy into a message: paragraphs parted by a blank line, items with a dash."""
    pieces: list[str] = []
    for block in blocks:
        if block.kind == "item" and pieces and pieces[-1].startswith("- "):
            pieces[-1] += f"\n- {block.text}"
        else:
            pieces.append(f"- {block.text}" if block.kind == "item" else block.text)
    return "\n\n".join(pieces) + "\n"


def _blocks(facts: Recognition) -> Iterator[tuple[str, str]]:
    day = date_format(facts.certified_on, "F j, Y")
    names = {"agency": facts.agency, "place": facts.place, "day": day}
    yield "mark", _("For immediate release")
    yield "title", _("%(agency)s is One Mind Certified") % names
    yield (
        "text",
        _(
            "%(place)s, %(day)s. %(agency)s has carried out every practice of the One Mind Campaign, in which law "
            "enforcement agencies and mental health organizations work together on a better response to people in crisis. "
            "The International Association of Chiefs of Police (IACP) has confirmed it."
        )
        % names,
    )
    yield (
        "text",
        _("The agency took the pledge on %(pledged)s. Since then it has done the following:")
        % {"pledged": date_format(facts.pledged_on, "F j, Y")},
    )
    for practice in facts.practices:
        yield "item", practice.sentence
    if facts.partners:
        yield "text", _("It works with: %(partners)s.") % {"partners": "; ".join(facts.partners)}
    yield "text", _("[A sentence or two of the head of the agency.]")
    yield (
        "text",
        _("Anyone can verify certificate %(number)s at %(url)s.")
        % {"number": facts.number, "url": facts.verification_url},
    )
    yield (
        "text",
        _(
            "About the One Mind Campaign: the campaign of the IACP asks agencies to pledge these practices (%(practices)s) "
            "and to carry them out."
        )
        % {"practices": "; ".join(practice.title for practice in facts.practices)},
    )
    yield "text", _("Contact: [name, phone and email address of your press office]")
    yield "end", "# # #"
