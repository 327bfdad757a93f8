"""The whole main job on one spreadsheet, from pledge to certificate, with each step's result as a line of text."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from accounts.models import User
from agencies.models import Agency
from common.problems import Refused
from demonstration import people, walk
from demonstration.people import LEAD, PASSWORD, REVIEWER, SECOND_REVIEWER
from documents import queries as papers
from documents.models import Document
from files.store import read
from outbox.dispatch import deliver_due
from pledges import messages
from pledges import queries as pledge_queries
from pledges.models import Pledge
from roster_import.actions import import_files
from training.models import Officer, RosterImport, TrainingRecord

NAMES = {
    Document.Kind.LETTER: "letter.pdf",
    Document.Kind.CERTIFICATE: "certificate.pdf",
    Document.Kind.ACKNOWLEDGMENT: "acknowledgment.pdf",
}


class TourStopped(Exception):
    """The tour can't go on; the message says at which step and why."""


@dataclass(frozen=True, slots=True)
class Tour:
    """What the tour is given: the agency's name and place, the spreadsheets by file name, and where the papers go."""

    agency: str
    region: str
    city: str
    files: dict[str, bytes]
    folder: Path
    say: Callable[[str], None]

    def walk(self) -> None:
        """Pledge, verify, join, import, evidence, letter, submit, return, resubmit, approve, verify: in this order.

        Writes the three PDFs, ``facts.json`` and ``report.json`` into the folder. Raises TourStopped when the spreadsheet
        can't be read, has rows that can't be taken, or doesn't meet the pledge.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        reviewers = people.staff()
        walk.enter_president(name="Avery Kingsley", from_on=timezone.localdate().replace(month=1, day=1))
        pledge = self._pledge()
        lead = walk.verify_and_join(walk.confirm(pledge), reviewer=reviewers[REVIEWER], password=PASSWORD)
        self.say(f"Verified by the reviewer; {lead.name} followed the invitation and leads for the agency")
        self._import(pledge.agency, by=lead)
        today = timezone.localdate()
        walk.record_partnership(
            pledge.agency, by=lead, organization=f"{self.city} Behavioral Health Center", since=today
        )
        walk.record_policy(
            pledge.agency,
            by=lead,
            adopted_on=today,
        )
        self.say("Recorded a partnership and a policy with eight components")
        self._report(pledge)
        letter = walk.write_letter(pledge, by=lead)
        self._write(letter)
        completion = walk.submit(pledge, by=lead)
        self.say("Submitted: facts and report are frozen, the evidence is locked")
        walk.send_back(
            completion,
            reviewer=reviewers[SECOND_REVIEWER],
            reasons="",
            practices={"partnership": "Please say how often you meet."},
        )
        self.say("Returned by a reviewer with one reason; the draft is open again, every word kept")
        pledge = pledge_queries.pledge_by_public_id(pledge.public_id)
        walk.answer_about_partnership(
            pledge,
            by=lead,
            nature="A clinician rides along on two shifts a week. Both sides meet on the first Monday of every month.",
            answer="We now say how often we meet.",
        )
        self.say("Answered: the partnership says how often both sides meet")
        walk.write_letter(pledge, by=lead)
        completion = walk.submit(pledge_queries.pledge_by_public_id(pledge.public_id), by=lead)
        self.say("Submitted again")
        for document in walk.approve(completion, reviewer=reviewers[SECOND_REVIEWER]):
            self._write(document)
        self._freeze("facts.json", completion.facts)
        self._freeze("report.json", completion.report)
        self._verify(completion.pk)

    def _pledge(self) -> Pledge:
        fields = {
            "name": self.agency,
            "kind": Agency.Kind.MUNICIPAL,
            "country": self.region[:2],
            "region": self.region,
            "city": self.city,
        }
        pledge = walk.take_pledge(fields=fields, coordinator=LEAD.name, email=LEAD.email)
        deliver_due()
        self.say(f"Pledged: {self.agency}, on {pledge.pledged_on}, edition {pledge.edition} of the rule")
        return pledge

    def _import(self, agency: Agency, *, by: User) -> None:
        try:
            found = import_files(agency=agency, files=self.files, by=by, whole=True)
        except Refused as refused:
            raise TourStopped(f"The import was refused. {refused.message}") from None
        if found.state != RosterImport.State.APPLIED:
            raise TourStopped(f"The import was refused. {found.message}")
        again = import_files(agency=agency, files=self.files, by=by, whole=True)
        officers = Officer.objects.filter(agency=agency).count()
        records = TrainingRecord.objects.filter(agency=agency).count()
        self.say(f"Imported {officers} officers and {records} training records")
        self.say(f"Imported the same again: {_changes(again)} changes")

    def _report(self, pledge: Pledge) -> None:
        assessment = pledge_queries.assessment_of(pledge, timezone.localdate())
        if assessment.report is None:
            problems = "; ".join(messages.refusal(problem).text for problem in assessment.problems)
            raise TourStopped(f"The records contradict each other: {problems}")
        for finding in assessment.report.findings:
            self.say(f"  {messages.title_of(finding.requirement)}: {messages.found(finding)}")
        if not assessment.met:
            raise TourStopped("The pledge isn't met yet, so nothing can be submitted.")

    def _write(self, document: Document) -> None:
        document.refresh_from_db()
        if document.file is None:
            raise TourStopped(f"The {document.kind} could not be made. {document.failure}")
        path = self.folder / NAMES[Document.Kind(document.kind)]
        path.write_bytes(read(document.file))
        number = f" {document.number}" if document.number else ""
        self.say(f"Made the {document.get_kind_display().lower()}{number}: {path}")

    def _freeze(self, name: str, content: object) -> None:
        path = self.folder / name
        path.write_text(json.dumps(content, indent=2) + "\n")
        self.say(f"Wrote {path}")

    def _verify(self, completion_id: int) -> None:
        certificate = Document.objects.get(completion=completion_id, kind=Document.Kind.CERTIFICATE)
        found = papers.verification(certificate.code)
        if found is None or found.certificate is None:
            raise TourStopped("The certificate can't be verified by its code.")
        self.say(f"Verified by its code: certificate {found.certificate.number} is {found.status}")


def _changes(found: RosterImport) -> int:
    counted = found.summary
    return sum(
        value
        for part in counted.values()
        if isinstance(part, dict)
        for key, value in part.items()
        if key in {"new", "changed"} and isinstance(value, int)
    )
