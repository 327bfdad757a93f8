"""Inspect one file: ``python -m files.inspection KIND < FILE > ANSWER``.

KIND is ``pdf``, ``docx``, ``xlsx``, ``csv``, ``png``, ``jpg``, ``heic``, ``tiff`` or ``tiff_picture`` (where no PDF is taken); or
what is to be made of a file: ``paper_picture`` (a picture for a paper) or ``pages`` (a PDF's pages as pictures). The answer is
one line of JSON, ``{"problem": null, "kind": KIND, "notes": [CODE, …]}`` or ``{"problem": CODE, …}``, followed by the bytes to
keep instead of the uploaded ones, if there are any: pictures are encoded again, PDFs made plain. KIND is what they are now,
empty for what they were; notes say what was done that a person should know.

No answer at all means that the file was too much: killed, or out of memory.

The process limits itself before it looks: memory, CPU time, size of its answer, and, once all is read and imported, no
file or socket can be opened any more, so that a hole in a parser reaches neither the disk nor the network.
"""

import importlib
import json
import resource
import sys

from files.inspection import Made, Refusal

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 20
ANSWER_BYTES = 64 * 1024 * 1024

INSPECTORS = {
    "pdf": "pdf",
    "docx": "office",
    "xlsx": "office",
    "csv": "text",
    "png": "picture",
    "jpg": "picture",
    "heic": "picture",
    "tiff": "scan",
    "tiff_picture": "scan",
    "paper_picture": "picture",
    "pages": "pages",
}


def main(kind: str) -> None:
    """Limit this process, read standard input, answer on standard output."""
    _limit(resource.RLIMIT_AS, MEMORY_BYTES)
    _limit(resource.RLIMIT_CPU, CPU_SECONDS)
    _limit(resource.RLIMIT_FSIZE, ANSWER_BYTES)
    _limit(resource.RLIMIT_CORE, 0)
    inspector = importlib.import_module(f"files.inspection.{INSPECTORS[kind]}")
    content = sys.stdin.buffer.read()
    _limit(resource.RLIMIT_NOFILE, 0)
    made: Made | None = None
    problem: str | None = None
    try:
        inspect = inspector.inspect_for_paper if kind == "paper_picture" else inspector.inspect
        found = inspect(content, kind)
        made = Made(found) if isinstance(found, bytes) else found
    except Refusal as refusal:
        problem = refusal.problem
    except MemoryError:
        problem = "too_heavy"
    except Exception:  # what a parser may raise on a broken file has no end
        problem = "damaged"
    answer = {"problem": problem, "kind": made.kind if made else "", "notes": made.notes if made else ()}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + (made.content if made else b""))
    sys.stdout.buffer.flush()


def _limit(what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main(sys.argv[1])
