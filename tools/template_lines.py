"""Name the lines of templates that are too long to read: a part of ``make check``.

Left out are the files that the formatter leaves alone, named in ``pyproject.toml`` with the reason: their spaces are drawn.
"""

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tools.programs import ROOT

LONGEST = 160
SUFFIXES = {".html", ".svg", ".txt"}


def long_lines(root: Path = ROOT) -> Iterator[tuple[str, int, int]]:
    """Each line over `LONGEST` characters: the file's path, the line (1 is the first), its length."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    left_out = set(settings["tool"]["djangofmt"]["extend-exclude"])
    for path in sorted((root / "templates").rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.suffix in SUFFIXES and name not in left_out:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if len(line) > LONGEST:
                    yield name, number, len(line)


def main() -> None:
    """Print each line that is too long; exit status 1 if there is any."""
    found = list(long_lines())
    for name, number, length in found:
        print(f"{name}:{number}: {length} characters, where {LONGEST} are the most")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
