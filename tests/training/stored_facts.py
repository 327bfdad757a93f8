"""Facts as rows of the database: what the engine was given is stored, to be counted there too."""

from dataclasses import replace
from decimal import Decimal

from agencies.models import Agency
from compliance.facts import Currency, Facts
from rehearsal.factories.agencies import AgencyFactory
from training.models import Course, HeadCount, Offering, Officer, TrainingRecord


def storable(facts: Facts) -> Facts:
    """The facts without what the database has no room for: records without hours, or twice the same."""
    kept = {
        (one.officer, one.course, one.completed_on, one.offering, number if one.offering else 0): one
        for number, one in enumerate(facts.records)
        if one.hours
    }
    return replace(facts, currency=Currency.ADVISORY, records=tuple(kept.values()))


def stored(facts: Facts) -> Agency:
    """An agency with these `storable` facts."""
    mode = Agency.EvidenceMode.COUNTS if facts.headcount else Agency.EvidenceMode.ROSTER
    agency = AgencyFactory.create(sworn=facts.declared_sworn, evidence_mode=mode)
    officers = {
        one.ref: Officer(
            agency=agency,
            ref=one.ref,
            is_sworn=one.sworn,
            hired_on=one.hired_on,
            separated_on=one.separated_on,
            on_leave_since=one.on_leave_since,
            excluded_because=one.excluded_because or "",
        )
        for one in facts.officers
    }
    Officer.objects.bulk_create(officers.values())
    courses = {
        one.code: Course.objects.update_or_create(
            # Two of the codes mean something by themselves and stand in the catalogue already.
            code=one.code if one.code in {"ICAT", "QPR"} else f"{agency.pk}-{one.code}",
            defaults={
                "title": one.code,
                "track": one.track.value,
                "hours": Decimal(one.hours),
                "standing": one.standing.value,
                "valid_months": one.valid_months,
                "is_refresher": one.refresher,
            },
        )[0]
        for one in facts.courses
    }
    offerings = {
        (one.course, one.offering): Offering(
            agency=agency, course=courses[one.course], reference=one.offering
        )
        for one in facts.records
        if one.offering is not None
    }
    Offering.objects.bulk_create(offerings.values())
    TrainingRecord.objects.bulk_create(
        TrainingRecord(
            agency=agency,
            officer=officers[one.officer],
            course=courses[one.course],
            offering=offerings.get((one.course, one.offering)),
            session=str(number) if one.offering is not None else "",
            hours=Decimal(one.hours),
            completed_on=one.completed_on,
            status=one.status.value,
            delivery=one.delivery.value,
            expires_on=one.expires_on,
        )
        for number, one in enumerate(facts.records)
    )
    if facts.headcount:
        HeadCount.objects.create(
            agency=agency,
            as_of=facts.as_of,
            sworn=facts.headcount.sworn,
            cit=facts.headcount.cit,
            mhfa_without_cit=facts.headcount.mhfa_without_cit,
        )
    return agency
