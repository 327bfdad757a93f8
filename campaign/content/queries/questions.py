"""What the campaign's pages read."""

import re
from dataclasses import dataclass

from campaign.content.models import Question


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with its answer, and the anchor that forms link to: ``faq-6``."""

    number: int
    question: str
    answer: str
    is_draft: bool = False

    @property
    def anchor(self) -> str:
        return f"faq-{self.number}"


def answers(words: str = "", *, drafts: bool = False) -> list[Answer]:
    """The published questions by number; with ``words``, those with a word that begins so, for each of them.

    By beginnings, because "icat" stands in the middle of every certificate. With ``drafts``, all, for a preview.
    """
    wanted = [re.compile(rf"(?<!\w){re.escape(word)}", re.IGNORECASE) for word in words.split()]
    rows = Question.objects.shown(drafts=drafts).values_list("number", "question", "answer", "is_published")
    return [
        Answer(number, question, answer, not is_published)
        for number, question, answer, is_published in rows
        if all(word.search(f"{question} {answer}") for word in wanted)
    ]
