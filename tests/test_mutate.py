"""The faults that ``tools.mutate`` puts in: each kind, at the right place, and always Python."""

import ast
from pathlib import Path

from tools import faulty_runs, mutate
from tools.faults import ROOT, faults

CODE = '''"""Ä text."""

def give_up(worn_out, limit, by):
    require(by, "é")
    Message.objects.filter(pk__in=worn_out, failed_at=None).update(failed_at=1)
    if not worn_out and limit < 3:
        raise ValueError("none")
    audit.record("outbox.gave_up", by=by)
    return 1 if limit in worn_out else 2
'''


def test_each_kind_of_fault_is_put_into_its_place(tmp_path: Path) -> None:
    path = tmp_path / "code.py"
    path.write_text(CODE, encoding="utf-8")

    found = [
        (fault.line, fault.put_into(CODE).splitlines()[fault.line - 1].strip()) for fault in faults(path)
    ]

    assert sorted(found) == [
        (4, "pass"),
        (5, "Message.objects.filter(failed_at=None).update(failed_at=1)"),
        (5, "Message.objects.filter(pk__in=worn_out).update(failed_at=1)"),
        (5, "pass"),
        (6, "if (not worn_out or limit < 3):"),
        (6, "if (worn_out) and limit < 3:"),
        (6, "if not worn_out and (limit <= 3):"),
        (7, "pass"),
        (8, "pass"),
        (9, "return (2 if limit in worn_out else 1)"),
        (9, "return 1 if (limit not in worn_out) else 2"),
    ]  # fmt: skip


def test_every_critical_pattern_finds_files_and_a_file_stays_python_with_a_fault() -> None:
    found = mutate.critical()
    patterns = [pattern for pattern in mutate.CRITICAL if not any(path.match(pattern) for path in found)]
    source = (ROOT / "outbox/dispatch.py").read_text(encoding="utf-8")

    assert patterns == []
    for fault in faults(Path("outbox/dispatch.py")):
        assert fault.put_into(source) != source
        ast.parse(fault.put_into(source))


def test_every_listed_survivor_is_a_fault_still() -> None:
    listed = mutate.known()
    there = {
        fault.key for path in {Path(name.partition(": ")[0]) for name in listed} for fault in faults(path)
    }
    assert (set(listed) - there, [name for name, why in listed.items() if len(why) < 10]) == (set(), [])


def test_a_fault_is_put_into_the_running_function_and_its_statement_is_noted() -> None:
    path = Path("outbox/dispatch.py")
    number, fault = next(
        (number, fault) for number, fault in enumerate(faults(path)) if "pk__in=worn_out" in fault.name
    )
    faulty = fault.put_into((ROOT / path).read_text(encoding="utf-8"))

    changed = [sound.co_name for sound, _other in faulty_runs.in_functions(path, faulty)]
    noted = [
        other for _sound, other in faulty_runs.in_functions(path, faulty_runs.noting(path, {number: fault}))
    ]

    assert changed == ["claim"]
    assert [(code.co_name, number in code.co_consts) for code in noted] == [("claim", True)]
