"""Imports of rosters: the neighbor's file has the same officers, and waits at the same step."""

from datetime import timedelta
from typing import Any

from roster_import import actions as whole
from roster_import.actions import jobs, transitions
from tests.actions.stage import Arguments, Scene, now, row
from tests.roster_import.samples import ROSTER, table, yes
from training.models import RosterImport


def _uploaded(s: Scene) -> RosterImport:
    return transitions.upload(agency=s.agency, by=s.lead, files=[("roster.csv", [_content()])])


def _content() -> bytes:
    content: Any = table(ROSTER)
    return content.encode() if isinstance(content, str) else content


def _previewed(s: Scene) -> RosterImport:
    """An import whose comparison is shown."""
    found = _uploaded(s)
    jobs.read(import_id=found.pk)
    found.refresh_from_db()
    if found.state == "mapping":
        answers = {one["id"]: one["proposal"] or one["values"][0] for one in found.shape["questions"]}
        transitions.answer(roster_import=found, answers=answers, by=s.lead)
        jobs.prepare(import_id=found.pk)
        found.refresh_from_db()
    assert found.state == "previewed", (found.state, found.shape.get("questions"))
    return found


def _confirmed(s: Scene) -> RosterImport:
    found = _previewed(s)
    transitions.confirm(roster_import=found, digest=found.digest, by=s.lead)
    return found


def _applied(s: Scene) -> RosterImport:
    found = _confirmed(s)
    jobs.apply(import_id=found.pk, by_id=s.lead.pk)
    found.refresh_from_db()
    return found


@row(whole.import_files, "training.import_applied: new RosterImport")
def _import_files(s: Scene) -> Arguments:
    return {"agency": s.agency, "files": {"roster.csv": _content()}, "by": s.lead, "say": yes}


@row(jobs.read)
def _read(s: Scene) -> Arguments:
    return {"import_id": _uploaded(s).pk}


@row(jobs.prepare)
def _prepare(s: Scene) -> Arguments:
    found = _previewed(s)
    transitions.answer(roster_import=found, answers={}, by=s.lead)
    return {"import_id": found.pk}


@row(jobs.apply, "training.import_applied: its RosterImport, by another")
def _apply(s: Scene) -> Arguments:
    return {"import_id": _confirmed(s).pk, "by_id": s.lead.pk}


@row(jobs.give_up, "training.import_refused: its RosterImport")
def _give_up(s: Scene) -> Arguments:
    return {"import_id": _uploaded(s).pk}


@row(transitions.purge_imports, "training.import_purged: its RosterImport")
def _purge_imports(s: Scene) -> Arguments:
    found = _applied(s)
    RosterImport.objects.filter(pk=found.pk).update(updated_at=now() - timedelta(days=31 if s.mine else 29))
    return {"now": now()}


@row(transitions.upload, "training.import_uploaded: new RosterImport", "> training.import_read")
def _upload(s: Scene) -> Arguments:
    if not s.mine:
        _uploaded(s)
    return {"agency": s.agency, "by": s.lead, "files": [("roster.csv", [_content()])]}


@row(transitions.answer, "training.import_matched: roster_import", "> training.import_plan")
def _answer(s: Scene) -> Arguments:
    return {"roster_import": _previewed(s), "answers": {}, "by": s.lead}


@row(transitions.confirm, "training.import_confirmed: roster_import", "> training.import_apply")
def _confirm(s: Scene) -> Arguments:
    found = _previewed(s)
    return {"roster_import": found, "digest": found.digest, "by": s.lead}


@row(transitions.discard, "training.import_discarded: roster_import")
def _discard(s: Scene) -> Arguments:
    return {"roster_import": _previewed(s), "by": s.lead}


@row(transitions.undo, "training.import_undone: roster_import")
def _undo(s: Scene) -> Arguments:
    return {"roster_import": _applied(s), "by": s.lead}
