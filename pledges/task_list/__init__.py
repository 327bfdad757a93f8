"""The agency's home as a list of tasks: one row for each thing between a pledge and its certificate.

Nothing is judged here. The practices are the cards of one assessment, in whatever number their edition has them; what else a
submission needs is the checklist that it enforces (``pledges.checklist``). A row says what is there, what it takes, whom it
waits for, and where it is done; a member who may not do it reads whom to ask.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from pledges.task_list.finish import finish
from pledges.task_list.people import people, who_you_are
from pledges.task_list.practices import practices
from pledges.task_list.rows import Group, Home, Signature, Task

__all__ = ["Group", "Home", "Signature", "Task", "next_task", "task_list"]


def task_list(home: Home) -> tuple[Group, ...]:
    """The rows of the home, in the order in which an agency gets there. No query."""
    groups = (
        Group("agency", _("Your agency"), (who_you_are(home), *people(home))),
        Group(
            "practices", _("Certified, and today") if home.certified else _("The practices"), practices(home)
        ),
        Group("finish", _("Letter and submission"), tuple(finish(home))),
    )
    return tuple(group for group in groups if group.tasks)


def next_task(groups: Iterable[Group]) -> Task | None:
    """The first row that the submission needs and that isn't done."""
    return next(
        (task for group in groups for task in group.tasks if task.is_required and not task.is_done), None
    )
