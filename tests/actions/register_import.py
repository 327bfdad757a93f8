"""Imports of the register that existed: the neighbor is another file with other agencies."""

from datetime import timedelta

from agencies.actions import load_reference
from agencies.models import ReferenceAgency
from register_import import actions
from register_import.actions.transitions import purge_files
from register_import.models import RegisterImport
from tests.actions.stage import Arguments, Scene, now, row
from tests.register_import.lists import HEADINGS


def _content(s: Scene) -> list[bytes]:
    cells = f"{s.name} Police Department,Perry,GA,2019-05-14,2020-06-01,Certified,{s.name}@example.org"
    return [f"{HEADINGS},Email\n{cells}\n".encode()]


def _sent(s: Scene) -> RegisterImport:
    return actions.upload(name="register.csv", content=_content(s), by=s.reviewer)


def _applied(s: Scene) -> RegisterImport:
    found = actions.apply(register_import=_sent(s), by=s.reviewer)
    s.due += [one.agency for one in found.agencies.select_related("agency")]
    return found


@row(actions.upload, "register_import.sent: new RegisterImport, of no agency")
def _upload(s: Scene) -> Arguments:
    if not s.mine:
        _sent(s)
    return {"name": "register.csv", "content": _content(s), "by": s.reviewer}


@row(actions.answer)
def _answer(s: Scene) -> Arguments:
    return {"register_import": _sent(s), "answers": {"status": "x"}, "by": s.reviewer}


@row(actions.discard, "register_import.discarded: register_import, of no agency")
def _discard(s: Scene) -> Arguments:
    return {"register_import": _sent(s), "by": s.reviewer}


@row(
    actions.apply,
    "pledges.recorded_from_files: new Pledge, of the new one",
    "register_import.applied: register_import, of no agency",
)
def _apply(s: Scene) -> Arguments:
    return {"register_import": _sent(s), "by": s.reviewer}


@row(
    actions.undo,
    "pledges.record_removed: its Pledge, of the one that is due",
    "register_import.undone: register_import, of no agency",
)
def _undo(s: Scene) -> Arguments:
    return {"register_import": _applied(s), "by": s.reviewer}


@row(
    actions.invite_all, "register_import.inviting: register_import, of no agency", "> register_import.invite"
)
def _invite_all(s: Scene) -> Arguments:
    return {"register_import": _applied(s), "by": s.reviewer}


@row(
    actions.invite_one,
    "agencies.invited: new Invitation, of the one that is due, by another",
    "> agencies.invitation",
)
def _invite_one(s: Scene) -> Arguments:
    return {"imported_id": _applied(s).agencies.get().pk, "by_id": s.reviewer.pk}


@row(purge_files, "register_import.file_deleted: its RegisterImport, of no agency")
def _purge_files(s: Scene) -> Arguments:
    found = _sent(s)
    RegisterImport.objects.filter(pk=found.pk).update(updated_at=now() - timedelta(days=91 if s.mine else 89))
    s.due.append(found)
    return {"now": now()}


@row(load_reference, touches=("agencies.ReferenceAgency",))
def _load_reference(s: Scene) -> Arguments:
    rows = [ReferenceAgency(ori="GA0010000", name="Perry", kind="municipal", region="US-GA")]
    if not s.mine:
        load_reference(rows=rows)
    return {"rows": rows}
