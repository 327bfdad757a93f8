"""What agencies are told about courses."""

from django.db import transaction

from agencies.models import Agency
from agencies.queries import recipient
from common.addresses import absolute, reverse
from common.mail import send
from outbox.post import post_to_each
from outbox.registry import handles
from training import queries


@handles("training.course_ruled")
def course_ruled(ruling_id: int) -> None:
    """One message for each person who leads an agency that a decision touches, or who asked for it."""
    ruling = queries.get_ruling(ruling_id)
    with transaction.atomic():
        for agency in queries.agencies_touched(ruling.course):
            told, ids = (
                queries.people_to_tell(agency, ruling.course),
                {"ruling_id": ruling.pk, "agency_id": agency.pk},
            )
            post_to_each("training.ruling_mail", told, key=f"{ruling.pk}:{agency.pk}", **ids)


@handles("training.ruling_mail")
def ruling_mail(ruling_id: int, agency_id: int, user_id: int) -> None:
    """A course was approved, declined, or no longer counts."""
    ruling = queries.get_ruling(ruling_id)
    agency = queries.get_agency(agency_id)
    person = recipient(agency, user_id)
    send(
        template="training/course_ruled",
        to=[person.email] if person is not None else [],
        context={
            "ruling": ruling,
            "course": ruling.course,
            "agency": agency,
            "officers": queries.officers_with(agency, ruling.course),
            "counts": agency.evidence_mode == Agency.EvidenceMode.COUNTS,
            "url": absolute(reverse("training:course", [ruling.course.public_id], agency=agency.public_id)),
        },
    )


@handles("training.equivalency_asked")
def equivalency_asked(request_id: int, user_id: int) -> None:
    """The IACP wants to know more about a course."""
    found = queries.get_request(request_id)
    person = recipient(found.agency, user_id)
    send(
        template="training/equivalency_asked",
        to=[person.email] if person is not None else [],
        context={
            "found": found,
            "course": found.course,
            "agency": found.agency,
            "url": absolute(
                reverse("training:equivalency", [found.public_id], agency=found.agency.public_id)
            ),
        },
    )


@handles("training.strength_changed")
def strength_changed(agency_id: int, user_id: int) -> None:
    """A reviewer left officers on leave out of the sworn strength, or counts them again. Names no one, nor any reason."""
    agency = queries.get_agency(agency_id)
    officers = absolute(reverse("training:officers", agency=agency.public_id))
    person = recipient(agency, user_id)
    send(
        template="training/strength_changed",
        to=[person.email] if person is not None else [],
        context={
            "agency": agency,
            "url": f"{officers}?training=excluded",
            "all_url": f"{officers}?training=leave",
        },
    )
