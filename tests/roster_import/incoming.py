"""Files with the answers that a person would have given, and staging them without looking at what is stored first."""

import tempfile
from collections.abc import Iterable
from typing import IO, Any

from django.utils import timezone

from agencies.models import Agency
from roster_import import facts
from roster_import.reading.mapping import Mapping
from roster_import.storing import pipeline
from roster_import.storing.plan import Plan
from tests.roster_import.samples import yes
from training import queries


class Incoming:
    """Files on their way in for an agency: ``files``, ``mapping`` and ``catalogue`` as the pipeline takes them."""

    def __init__(self, agency: Agency, contents: Iterable[bytes]) -> None:
        self.files: list[IO[bytes]] = []
        for content in contents:
            file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it is let go of
            file.write(content)
            file.flush()
            self.files.append(file)
        self.catalogue = queries.choices(agency)
        self.source = facts.settled(
            self.files,
            [f"{number}.csv" for number in range(len(self.files))],
            agency=agency,
            catalogue=self.catalogue,
            memory={},
            answers={},
            say=yes,
            today=timezone.localdate(),
        )
        self.mapping = Mapping(self.source.columns.mapping.tables, self.source.answers)


def staged_whole(files: list[IO[bytes]], mapping: Any, **options: Any) -> Plan:
    """Like ``pipeline.stage``, but every row goes through the temporary tables."""
    return pipeline.read_once(files, mapping, **options, stored=None)
