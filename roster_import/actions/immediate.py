"""Bringing in a file at once, for commands and demonstrations."""

import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from typing import IO, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.actions.locking import lock_agency
from agencies.models import Agency
from common.open_actions import OpenTo, open_to
from common.problems import Refused
from roster_import.actions.jobs import problems_of, write
from roster_import.reading import answers, guess
from roster_import.reading.days import Order
from roster_import.reading.problems import Unanswered
from roster_import.storing import pipeline, plan, staging
from training.models import ImportFile, RosterImport
from training.queries import choices


@open_to(OpenTo.SYSTEM)
def import_files(
    *,
    agency: Agency,
    files: dict[str, bytes],
    by: User | None,
    order: Order | None = None,
    hours_of_course: bool = False,
    whole: bool = False,
    today: date | None = None,
) -> RosterImport:
    """Bring in one or two files at once, without a person: for commands and demonstrations.

    Columns are matched by their headings, courses by their whole title or code; the caller speaks for the person who
    would say yes. Rows that can't be taken are left out and listed in ``problems`` of the import that is returned (its
    ``summary`` has the figures); with ``whole``, one such row refuses all. Importing the same file twice changes nothing.

    Raises `Unreadable` or `Unanswered` (both `Refused`): day and month can't be told apart and no ``order`` was given, or
    no column is an officer's ID. Side effects: officers, classes and records; an import in the agency's history;
    ``training.import_applied`` on the trail.
    """
    today = today or timezone.localdate()
    catalogue = choices(agency)
    with ExitStack() as stack:
        opened = [_temporary(content, stack) for content in files.values()]
        shapes = list(pipeline.shapes_of(opened))
        mapping = guess.guess(shapes, catalogue, pseudonymous=agency.pseudonymous)
        if not mapping.tables:
            raise Unanswered(_("No column is an officer's ID. Name one “Officer ID”."))
        asked = answers.questions(_by_place(shapes), mapping, catalogue, {})
        if asked.orders and order is None:
            raise Unanswered(
                _(
                    "Whether day or month comes first can't be told from the dates. Say which, or write 2024-02-29."
                )
            )
        mapping = replace(answers.answered(mapping, asked, order=order), hours_of_course=hours_of_course)
        stack.enter_context(staging.tables())
        staged = pipeline.stage(opened, mapping, agency=agency, catalogue=catalogue, today=today)
        if whole and staged.refused:
            first = next(plan.problems(1))
            raise Refused(
                _("%(count)s rows can't be taken; the first is line %(line)s: %(reason)s")
                % {"count": staged.refused, "line": first.line, "reason": first.reason}
            )
        with transaction.atomic():
            lock_agency(agency)
            found = RosterImport(agency=agency, uploaded_by=by, mapping=mapping.to_data())
            found.problems = problems_of(mapping)
            write(found, staged, by=by)
            ImportFile.objects.bulk_create(
                ImportFile(roster_import=found, position=position, name=name)
                for position, name in enumerate(files)
            )
    return found


def _by_place(shapes: Iterable[tuple[int, int, dict[str, Any]]]) -> answers.Shapes:
    return {(file, index): shape for file, index, shape in shapes}


def _temporary(content: bytes, stack: ExitStack) -> IO[bytes]:
    file = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    file.write(content)
    file.flush()
    return file
