"""What the campaign's pages read."""

from dataclasses import dataclass

from campaign.content.models import Question
from campaign.content.numbers import filled
from common.word_search import Text, matching
from compliance.terms import SAME


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
    """The published questions by number; with ``words``, those that hold all of them or what means the same.

    With ``drafts``, all, for a preview.
    """
    rows = Question.objects.shown(drafts=drafts).values_list("number", "question", "answer", "is_published")
    found = [
        Answer(number, filled(question), filled(answer), not published)
        for number, question, answer, published in rows
    ]
    return matching(words, found, lambda answer: Text(answer.question, answer.answer), SAME)
