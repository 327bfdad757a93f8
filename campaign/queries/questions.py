"""What the campaign's pages read."""

from dataclasses import dataclass

from campaign.models import Question


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with its answer, and the anchor that forms link to: ``faq-6``."""

    number: int
    question: str
    answer: str

    @property
    def anchor(self) -> str:
        return f"faq-{self.number}"


def answers(words: str = "") -> list[Answer]:
    """The published questions by number; with ``words``, those that hold every one of them."""
    wanted = words.casefold().split()
    rows = Question.objects.filter(is_published=True).values_list("number", "question", "answer")
    return [
        Answer(number, question, answer)
        for number, question, answer in rows
        if all(word in f"{question} {answer}".casefold() for word in wanted)
    ]
