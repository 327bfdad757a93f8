"""Importing files at once, for commands and demonstrations."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.actions.agency import lock_agency
from agencies.models import Agency
from agencies.time_zones import today_of
from common.open_actions import OpenTo, open_to
from common.problems import Refused
from roster_import import facts, queries
from roster_import.actions.jobs import PROBLEMS_KEPT, remember, write
from roster_import.reading.questions import Answers, Question
from roster_import.storing import plan, staging
from training.models import ImportFile, RosterImport
from training.queries import choices


@open_to(OpenTo.SYSTEM)
def import_files(
    *,
    agency: Agency,
    files: dict[str, bytes],
    by: User | None,
    answers: Answers | None = None,
    say: Callable[[Question], str | None] | None = None,
    whole: bool = False,
    today: date | None = None,
) -> RosterImport:
    """Import files at once, without pages: for commands and demonstrations.

    The caller speaks for the person who would be asked: by ``answers``, by ``say`` (a question -> its answer), else by
    each question's proposal. Cells that can't be taken are left out and listed in ``problems`` of the import that is
    returned (its ``summary`` has the figures); with ``whole``, one such cell refuses all. Importing the same file twice
    changes nothing.

    Raises `Unreadable`, or `Unanswered` for a question that has no answer (both `Refused`). Side effects: officers, classes
    and records; what was answered is remembered; an import in the agency's history; ``training.import_applied`` on the trail.
    """
    today = today or today_of(agency)
    with ExitStack() as stack:
        source = facts.settled(
            [_temporary(content, stack) for content in files.values()],
            list(files),
            agency=agency,
            catalogue=choices(agency),
            memory=queries.memory(agency).values,
            answers=answers or {},
            say=lambda question: (say(question) if say is not None else None) or question.proposal,
            today=today,
        )
        with staging.tables(), transaction.atomic():
            lock_agency(agency)
            reading = facts.read(source, agency=agency, today=today)
            if whole and reading.plan.refused:
                first = next(plan.problems(1))
                raise Refused(
                    _("%(count)s rows can't be taken; the first is line %(line)s: %(reason)s")
                    % {"count": reading.plan.refused, "line": first.line, "reason": first.reason}
                )
            found = RosterImport(agency=agency, uploaded_by=by, state=RosterImport.State.APPLIED)
            found.problems = facts.refused_cells(reading, source, PROBLEMS_KEPT)
            write(found, reading, by=by)
            remember(found, source)
            ImportFile.objects.bulk_create(
                ImportFile(roster_import=found, position=position, name=name)
                for position, name in enumerate(files)
            )
    return found


def _temporary(content: bytes, stack: ExitStack) -> IO[bytes]:
    file = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    file.write(content)
    file.flush()
    return file
