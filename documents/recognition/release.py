"""The press release: a few paragraphs from the approved facts, as plain text, as a page and for Word.

What only the agency can say (a sentence of its head, whom to call) is left open in square brackets.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
            "%(place)s, %(day)s. %(agency)s has carried out all four practices of the One Mind Campaign, in which law "
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
    for item in practices(facts):
        yield "item", item
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
            "About the One Mind Campaign: the campaign of the IACP asks agencies to pledge four practices (a partnership "
            "with a community mental health organization, a written policy, crisis-intervention training, and mental "
            "health first aid) and to carry them out."
        ),
    )
    yield "text", _("Contact: [name, telephone and e-mail address of your press office]")
    yield "end", "# # #"


def practices(facts: Recognition) -> list[str]:
    """The four practices with the certificate's figures, one sentence each."""
    training = facts.training
    crisis, aid = training.crisis_intervention, training.first_aid
    numbers = {"actual": intcomma(aid.actual), "of": intcomma(aid.out_of)}
    if training.crisis_training_covers_first_aid:
        aided = _(
            "%(actual)s of its %(of)s sworn officers are trained in crisis intervention or in mental health first aid."
        )
    else:
        aided = _("%(actual)s of its %(of)s sworn officers are trained in mental health first aid.")
    return [
        ngettext(
            "It has a clear and lasting partnership with a community mental health organization.",
            "It has clear and lasting partnerships with %(number)s community mental health organizations.",
            max(facts.partnerships, 1),
        )
        % {"number": facts.partnerships},
        _("A written policy says how officers respond to people in a mental health crisis."),
        _("%(actual)s of its %(of)s sworn officers are trained in crisis intervention.")
        % {"actual": intcomma(crisis.actual), "of": intcomma(crisis.out_of)},
        aided % numbers,
    ]
