"""Files with the mapping that a person would have confirmed, and staging them without looking at what is stored first."""

import tempfile
from collections.abc import Iterable
from typing import IO, Any

from agencies.models import Agency
from roster_import.reading import answers, guess
from roster_import.storing import pipeline
from roster_import.storing.plan import Plan
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
        shapes = list(pipeline.shapes_of(self.files))
        mapping = guess.guess(shapes, self.catalogue)
        asked = answers.questions({(f, i): s for f, i, s in shapes}, mapping, self.catalogue, {})
        self.mapping = answers.answered(mapping, asked)


def staged_whole(files: list[IO[bytes]], mapping: Any, **options: Any) -> Plan:
    """Like ``pipeline.stage``, but every row goes through the temporary tables."""
    return pipeline.read_once(files, mapping, **options, stored=None)
