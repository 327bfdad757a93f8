"""Put faults into the code, one at a time, and count those that no test notices: ``python -m tools.mutate``.

The faults are those that cost most where they go unnoticed: an argument of a query dropped, a refusal or an entry of the
trail deleted, a comparison flipped, a condition negated. Without arguments the files that were changed since ``main`` are
tried; ``--all`` tries the critical parts. The code is copied first: the checkout isn't touched. Each fault meets the tests of
its app, and those that run every action.

    python -m tools.mutate outbox/dispatch.py --sample 20
"""

import argparse
import random
import subprocess
from pathlib import Path

import yaml

from tools.faults import ROOT, faults
from tools.faulty_copy import try_all

# Where a fault that goes unnoticed does harm: the rule, what feeds it, what decides, what is sent and what is recorded.
CRITICAL = (
    "compliance/*.py", "*/actions.py", "*/actions/*.py", "training/figures.py", "training/queries/*.py",
    "roster_import/reading/*.py", "roster_import/storing/*.py", "pledges/*.py", "pledges/queries/*.py", "agencies/queries.py",
    "agencies/ties.py", "outbox/*.py", "audit/*.py", "common/tokens.py", "files/store.py",
)  # fmt: skip
KNOWN = ROOT / "tools" / "mutants.yml"
NOT_TRIED = {"tests", "tools", "drills", "bench", "demonstration", "onemind"}


def changed(since: str) -> list[Path]:
    """The Python files that differ from a commit and hold neither tests nor migrations."""
    return [path for path in _listed("diff", "--name-only", "--diff-filter=d", since) if _is_tried(path)]


def critical() -> list[Path]:
    """The files whose faults do most harm."""
    return [
        path
        for path in _listed("ls-files", "--cached", "--others", "--exclude-standard")
        if _is_tried(path) and any(path.match(pattern) for pattern in CRITICAL)
    ]


def _listed(*command: str) -> list[Path]:
    said = subprocess.run(["git", *command], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for path in map(Path, sorted(set(said.splitlines()))) if (ROOT / path).is_file()]


def _is_tried(path: Path) -> bool:
    return path.suffix == ".py" and path.parts[0] not in NOT_TRIED and "migrations" not in path.parts


def known() -> dict[str, str]:
    """The faults that change nothing a test could see, each with the reason: ``tools/mutants.yml``."""
    return {row["fault"]: row["why"] for row in yaml.safe_load(KNOWN.read_text(encoding="utf-8")) or ()}


def main() -> None:
    """Try the faults, say of each that goes unnoticed where it is, and end with the share that is noticed."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.mutate", description="Count the faults that no test notices."
    )
    parser.add_argument("files", nargs="*", type=Path, help="files to try, from the project's root")
    parser.add_argument("--all", action="store_true", help="try the critical parts")
    parser.add_argument("--since", default="main", help="try what was changed since this commit (main)")
    parser.add_argument("--sample", type=int, help="try so many faults, chosen by --seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", help="try faults whose name or place holds one of these")
    asked = parser.parse_args()
    paths = asked.files or (critical() if asked.all else changed(asked.since))
    found = [fault for path in paths for fault in faults(path)]
    if asked.sample is not None and asked.sample < len(found):
        found = sorted(random.Random(asked.seed).sample(found, asked.sample), key=str)  # noqa: S311
    if asked.only:
        found = [fault for fault in found if any(part in str(fault) for part in asked.only)]
    why = known()
    excused = [fault for fault in found if fault.key in why]
    found = [fault for fault in found if fault.key not in why]
    unnoticed = []
    for number, (fault, said) in enumerate(try_all(found), 1):
        print(f"{number:4} of {len(found)}  {said:9}  {fault}", flush=True)
        if said != "noticed":
            unnoticed.append((fault, said))
    noticed = len(found) - len(unnoticed)
    if found:
        print(f"{noticed} of {len(found)} faults were noticed ({noticed / len(found):.1%}).")
    for fault, said in sorted(unnoticed, key=str):
        print(f"  {said}: {fault}")
    for fault in excused:
        print(f"  not tried: {fault} ({why[fault.key]})")


if __name__ == "__main__":
    main()
