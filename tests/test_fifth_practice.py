"""A fifth practice is data plus its evidence: a patch adds one to a copy of the tree and takes it to a certificate.

``patches/fifth_practice.patch`` adds "has a co-response unit" under an edition of its own, with an app that keeps the units and
with the test that walks it. Make it again when it no longer applies: apply it by hand, and write ``git diff -U1`` over it.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PATCH = ROOT / "tests" / "patches" / "fifth_practice.patch"
# What a fifth practice touches of what is there: its data, its list in the facts, where that comes from, and the app's name.
TOUCHED = [
    "compliance/editions.py",
    "compliance/facts.py",
    "compliance/practices.py",
    "onemind/access.py",
    "onemind/settings/base.py",
    "onemind/urls.py",
    "pledges/evidence.py",
    "pyproject.toml",
]


def test_a_fifth_practice_touches_at_most_eight_files_that_are_there() -> None:
    touched = re.findall(r"^--- a/(.+)$", PATCH.read_text(), flags=re.MULTILINE)
    assert sorted(touched) == TOUCHED
    assert len(touched) <= 8


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The tree with the patch applied, without what is made or fetched."""
    left_out = shutil.ignore_patterns(".git", ".venv", "node_modules", "var", "__pycache__", ".*_cache")
    tree = tmp_path / "tree"
    shutil.copytree(ROOT, tree, ignore=left_out, symlinks=True)
    subprocess.run(
        ["git", "apply", "--unsafe-paths", "--directory", str(tree), str(PATCH)], check=True, cwd="/"
    )
    return tree


def test_a_fifth_practice_goes_from_pledge_to_certificate(copied: Path) -> None:
    # A database and a folder of its own, whatever this one runs on: in the same folder it would write over this one's database.
    services = {"DATABASE_URL", "REDIS_URL"}
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PYTEST") and name not in services
    } | {"ONEMIND_VAR": str(copied / "var")}
    walk = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "tests/co_response"]
    done = subprocess.run(walk, cwd=copied, env=environment, capture_output=True, text=True, timeout=540)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
