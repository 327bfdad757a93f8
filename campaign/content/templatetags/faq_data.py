"""The questions as search engines read them."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from campaign.content.queries.questions import Answer
from common import linked_data
from common.markdown import plain

register = template.Library()


@register.simple_tag
def linked_questions(answers: Iterable[Answer]) -> SafeString:
    """The questions with their answers, as they stand on the page."""
    return linked_data.script(
        {
            "@type": "FAQPage",
            "mainEntity": [
                {
                    "@type": "Question",
                    "name": answer.question,
                    "acceptedAnswer": {"@type": "Answer", "text": plain(answer.answer)},
                }
                for answer in answers
            ],
        }
    )
