"""``manage.py assess``: by call for its many outcomes, and in a process of its own as a person or a script runs it."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from compliance import json_text
from compliance.engine import assess
from compliance.facts import Facts, Headcount, Officer
from compliance.report import Report
from pledges.management.commands import assess as command
from tests.compliance.rosters import facts, roster

ROOT = Path(settings.BASE_DIR)
MET, NOT_MET, NOBODY = roster("1c+4m"), roster("1c+5m"), roster("")
BROKEN = '{"as_of": "2025-06-15", "officers": [{"ref": "A", "sworn": "yes"}]}'


def judge(*arguments: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error. No test here may touch a database: pytest-django sees to it."""
    out, err = StringIO(), StringIO()
    try:
        call_command("assess", *arguments, stdout=out, stderr=err)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue(), err.getvalue()
    except CommandError as failed:
        return failed.returncode, out.getvalue(), str(failed)
    return 0, out.getvalue(), err.getvalue()


def run(*arguments: str, given: bytes = b"") -> tuple[int, str, str]:
    """The same in a process of its own, with a database that can't be reached."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "assess", *arguments],
        input=given,
        capture_output=True,
        cwd=ROOT,
        timeout=120,
        env=os.environ | {"DATABASE_URL": "postgres://nobody:nothing@127.0.0.1:9/none"},
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def write(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


@pytest.mark.parametrize(
    ("judged", "status"), [(MET, 0), (NOT_MET, 1), (NOBODY, 1)], ids=["met", "not met", "nobody"]
)
def test_one_file_gives_one_report_and_its_status(tmp_path: Path, judged: Facts, status: int) -> None:
    code, out, err = judge(write(tmp_path, "facts.json", judged.to_json()))

    assert (code, err) == (status, "")
    assert Report.from_json(out) == assess(judged)
    assert out == assess(judged).to_json(indent=2) + "\n"


@pytest.mark.parametrize(
    ("content", "status"),
    [(MET.to_json(), 0), (NOT_MET.to_json(), 1), (BROKEN, 2), ("[" * 300_000, 2)],
    ids=["met", "not met", "refused", "too deep"],
)
def test_a_process_ends_with_the_status_and_without_a_traceback(
    tmp_path: Path, content: str, status: int
) -> None:
    code, out, err = run(write(tmp_path, "facts.json", content))

    assert code == status
    assert (bool(out), bool(err)) == (status < 2, status == 2)
    assert "Traceback" not in err


def test_standard_input_is_read() -> None:
    code, out, err = run("-", given=facts(headcount=Headcount(40, 8, 32)).to_json(indent=1).encode())
    assert (code, err, json.loads(out)["self_reported"]) == (0, "", True)


def test_a_lines_file_gives_a_report_a_line_and_names_each_refusal(tmp_path: Path) -> None:
    lines = [MET.to_json(), BROKEN, "", NOT_MET.to_json(), "{", '{"as_of": "2024-02-30"}', NOBODY.to_json()]
    path = write(tmp_path, "all.JSONL", "\r\n".join(lines) + "\r\n")
    code, out, err = judge(path)

    assert code == 2
    assert out.splitlines() == [assess(judged).to_json() for judged in (MET, NOT_MET, NOBODY)]
    assert err.splitlines() == [
        f'{path}, line 2: officers[0].sworn: this is "yes"; write true or false',
        f"{path}, line 5: this isn't JSON: Expecting property name enclosed in double quotes, at column 2; "
        "correct it there, or write it again with a program",
        f'{path}, line 6: as_of: "2024-02-30" isn\'t a day of the calendar (day is out of range for month); '
        "write year-month-day, such as 2024-02-29",
    ]


@pytest.mark.parametrize(
    ("lines", "status"),
    [([MET, MET], 0), ([MET, NOT_MET], 1), ([NOBODY, MET], 1), ([MET], 0)],
    ids=["all met", "one not met", "one not assessable", "a single line"],
)
def test_status_of_a_lines_file(tmp_path: Path, lines: list[Facts], status: int) -> None:
    code, out, err = judge(write(tmp_path, "all.jsonl", "\n".join(line.to_json() for line in lines)))
    assert (code, len(out.splitlines()), err) == (status, len(lines), "")


def test_lines_on_standard_input() -> None:
    given = f"{MET.to_json()}\n{BROKEN}\n".encode()

    code, out, err = run("--lines", "-", given=given)
    assert (code, len(out.splitlines())) == (2, 1)
    assert err.startswith("standard input, line 2: officers[0].sworn:")

    code, out, err = run("-", given=given)
    assert (code, out) == (2, "")
    assert "a .jsonl file one a line" in err


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", b"", "there is nothing in it"),
        ("a.jsonl", b"", "there is nothing in it"),
        ("a.jsonl", b"\n \n", "there is nothing in it"),
        ("a.json", b"\xff\xfe", "isn't UTF-8 text"),
        ("a.jsonl", b"\xff\xfe\n", "line 1: it isn't UTF-8 text"),
        ("a.json", b"[" * 300_000, "nested too deeply"),
        ("a.json", b"%PDF-1.7\n%\xe2\xe3", "isn't UTF-8 text"),
        ("a.json", b"ref;hired\nP001;2024", "isn't JSON"),
        ("a.json", b'{"as_of": "2025-06-15", "as_of": "2025-06-15"}', 'gives "as_of" twice'),
        ("a.json", b'{"as_of": "2025-06-15", "color": 1}', "color: this key isn't known"),
        (
            "a.json",
            b'{"as_of": "2025-06-15", "declared_sworn": "9"}',
            'declared_sworn: this is "9"; write a whole number',
        ),
        (
            "a.json",
            b'{"as_of": "2025-06-15", "records": [{"officer": "A", "course": "C", "hours": 8, "completed_on": "2025-01-01"}]}',
            "records[0].officer: no officer of this file has this ref",
        ),
    ],
)
def test_what_cannot_be_judged_ends_with_2_and_says_why(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    code, out, err = judge(write(tmp_path, name, content))

    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


def test_a_file_that_is_not_there_or_is_a_folder(tmp_path: Path) -> None:
    assert judge(str(tmp_path / "missing.json")) == (
        2,
        "",
        f"{tmp_path}/missing.json can't be read: No such file or directory",
    )
    assert judge(str(tmp_path)) == (2, "", f"{tmp_path} can't be read: Is a directory")


def test_a_missing_file_leaves_no_traceback_in_a_process(tmp_path: Path) -> None:
    code, out, err = run(str(tmp_path / "missing.json"))
    assert (code, out) == (2, "")
    assert err == f"CommandError: {tmp_path}/missing.json can't be read: No such file or directory\n"


def test_arguments_that_are_not_understood_end_with_2() -> None:
    assert run("--guess", "a")[0] == 2


def test_a_reader_that_goes_away_is_no_error_to_shout_about(tmp_path: Path) -> None:
    path = write(tmp_path, "all.jsonl", (MET.to_json() + "\n") * 2_000)
    program = f"{sys.executable} {ROOT / 'manage.py'} assess {path} | head -n 1"
    done = subprocess.run(["bash", "-c", program], capture_output=True, cwd=ROOT, timeout=120)
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == b""


def test_output_is_plain_ascii_whatever_the_refs(tmp_path: Path) -> None:
    judged = replace(MET, officers=(*MET.officers, Officer("Müller–李", excluded_because="long illness")))
    code, out, _ = judge(write(tmp_path, "facts.json", judged.to_json()))

    assert (code, out.isascii()) == (0, True)
    assert json.loads(out)["warnings"] == [{"code": "excluded", "count": 1, "refs": ["Müller–李"]}]


@pytest.mark.parametrize("filling", [" ", "x"])
def test_a_line_too_long_is_refused_and_the_next_is_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filling: str
) -> None:
    monkeypatch.setattr(json_text, "MAX_BYTES", 2_000)
    monkeypatch.setattr(command, "MAX_BYTES", 2_000)
    short = facts(headcount=Headcount(40, 8, 32)).to_json()
    path = write(tmp_path, "all.jsonl", f"{filling * 9_000}{short}\n{short}\n")
    code, out, err = judge(path)

    assert code == 2
    assert [json.loads(line)["verdict"] for line in out.splitlines()] == ["met"]
    assert err.startswith(f"{path}, line 1: it is larger than")
