"""The faults that ``tools.mutate`` puts in: each kind, at the right place, and always Python."""

import ast
from pathlib import Path

from tools import mutate

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
        (fault.line, fault.put_into(CODE).splitlines()[fault.line - 1].strip())
        for fault in mutate.faults(path)
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


def test_every_critical_file_is_there_and_stays_python_with_a_fault() -> None:
    patterns = [pattern for pattern in mutate.CRITICAL if not list(mutate.ROOT.glob(pattern))]
    source = (mutate.ROOT / "outbox/dispatch.py").read_text(encoding="utf-8")

    assert patterns == []
    for fault in mutate.faults(Path("outbox/dispatch.py")):
        assert fault.put_into(source) != source
        ast.parse(fault.put_into(source))
