"""Where an agency stands today, for pages: of a large one, judged once and remembered as long as nothing changes.

Judging 36,000 officers with 100,000 records takes seconds; what the pages show of it is a few lines. Every change of what
an agency recorded leaves an entry on its trail, so the number of the latest one tells whether the lines still hold.
"""

from dataclasses import replace
from datetime import date

from django.core.cache import cache

from audit import queries as audit
from compliance.facts import Officer
from pledges.models import Pledge
from pledges.queries.assessment import Assessment, assessment_of, digests_of, seats_of
from training import queries as training

# Sworn officers. Below, judging again is as quick as remembering.
LARGE = 1_000
_HOURS = 26 * 3600
_SOMEBODY = Officer("somebody")


def standing_of(pledge: Pledge, as_of: date) -> Assessment:
    """`assessment_of` for a page that names no officer: of a large agency its facts hold no roster, its warnings no refs.

    That there is a roster is still seen. Two queries while nothing changed, however large the agency; nothing about an
    officer is remembered outside the database.
    """
    if (pledge.agency.sworn or 0) < LARGE:
        return assessment_of(pledge, as_of)
    version = f"{audit.last_number(pledge.agency)}.{training.catalogue_version()}"
    key = f"pledges.standing.3.{pledge.public_id}.{pledge.edition}.{as_of}.{version}"
    remembered: Assessment | None = cache.get(key)
    if remembered is None:
        remembered = _without_people(assessment_of(pledge, as_of))
        cache.set(key, remembered, _HOURS)
    return remembered


def _without_people(assessment: Assessment) -> Assessment:
    facts, report, gathered = assessment.facts, assessment.report, assessment.gathered
    if facts is None or report is None or gathered is None:
        return assessment
    digests, seats = digests_of(assessment), seats_of(assessment)
    facts = replace(facts, officers=(_SOMEBODY,) if facts.officers else (), courses=(), records=())
    report = replace(report, warnings=tuple(replace(warning, refs=()) for warning in report.warnings))
    return Assessment(facts, report, gathered=replace(gathered, facts=facts), digests=digests, seats=seats)
