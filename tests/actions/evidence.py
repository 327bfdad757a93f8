"""Partnerships and policies: the neighbor's have the same names."""

from datetime import date

from partnerships import actions as partnerships
from partnerships.models import Partnership
from policies import actions as policies
from policies.models import Policy
from rehearsal.factories.files import stored_file
from rehearsal.factories.pledges import add_partnership, add_policy
from tests.actions.stage import Arguments, Scene, row

NEW_DAY = date(2025, 2, 1)


def _partnership(s: Scene) -> Partnership:
    return add_partnership(s.agency, mou=stored_file(), mou_name="mou.pdf")


def _policy(s: Scene) -> Policy:
    return add_policy(s.agency, file=stored_file(), file_name="policy.pdf")


@row(partnerships.add, "partnerships.added: new Partnership")
def _add_partnership(s: Scene) -> Arguments:
    fields = {
        "organization": "County Behavioral Health",
        "services": ["co_response"],
        "nature": "They ride along.",
    }
    if not s.mine:
        partnerships.add(agency=s.agency, by=s.lead, started_on=NEW_DAY, **fields)
    return {"agency": s.agency, "by": s.lead, "started_on": NEW_DAY, **fields}


@row(partnerships.change, "partnerships.changed: partnership")
def _change_partnership(s: Scene) -> Arguments:
    found = _partnership(s)
    return {
        "partnership": found, "version": found.version, "by": s.lead, "mou": None, "mou_name": "",
        "organization": "City Behavioral Health",
    }  # fmt: skip


@row(partnerships.renew, "partnerships.renewed: partnership")
def _renew(s: Scene) -> Arguments:
    found = _partnership(s)
    return {"partnership": found, "version": found.version, "by": s.lead, "mou_signed_on": NEW_DAY}


@row(partnerships.end, "partnerships.ended: partnership")
def _end(s: Scene) -> Arguments:
    return {"partnership": _partnership(s), "on": NEW_DAY, "by": s.lead}


@row(partnerships.delete, "partnerships.deleted: partnership")
def _delete_partnership(s: Scene) -> Arguments:
    return {"partnership": _partnership(s), "by": s.lead}


@row(policies.add, "policies.added: new Policy")
def _add_policy(s: Scene) -> Arguments:
    fields = {"title": "General Order 12-4", "adopted_on": NEW_DAY, "components": {"purpose": "1"}}
    if not s.mine:
        policies.add(agency=s.agency, by=s.lead, **fields)
    return {"agency": s.agency, "by": s.lead, **fields}


@row(policies.change, "policies.changed: policy")
def _change_policy(s: Scene) -> Arguments:
    found = _policy(s)
    return {
        "policy": found, "version": found.version, "by": s.lead, "components": {"purpose": "1"}, "file": None,
        "file_name": "", "title": "General Order 12-5",
    }  # fmt: skip


@row(policies.revise, "policies.revised: policy")
def _revise(s: Scene) -> Arguments:
    found = _policy(s)
    return {
        "policy": found, "version": found.version, "by": s.lead, "components": {"purpose": "1"}, "adopted_on": NEW_DAY,
        "title": "General Order 12-4",
    }  # fmt: skip


@row(policies.adopt, "policies.adopted: policy")
def _adopt(s: Scene) -> Arguments:
    return {
        "policy": _policy(s), "by": s.lead, "head_name": "Robin Hale", "head_title": "Chief", "on": NEW_DAY,
        "statement": "I adopt it.",
    }  # fmt: skip


@row(policies.retire, "policies.retired: policy")
def _retire(s: Scene) -> Arguments:
    return {"policy": _policy(s), "on": NEW_DAY, "by": s.lead}


@row(policies.delete, "policies.deleted: policy")
def _delete_policy(s: Scene) -> Arguments:
    return {"policy": _policy(s), "by": s.lead}
