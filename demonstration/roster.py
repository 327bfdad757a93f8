"""A generated roster: invented people with invented records, as a spreadsheet that the import reads like any other."""

import csv
import io
import random
from datetime import date, timedelta

from demonstration.cast import FAMILY_NAMES, GIVEN_NAMES

HEADERS = (
    "Officer ID",
    "Name",
    "Rank",
    "Sworn",
    "Hire date",
    "Course",
    "Hours",
    "Completed on",
    "Status",
    "Delivery",
    "Certificate number",
)
_RANKS = (
    "Officer",
    "Officer",
    "Officer",
    "Officer",
    "Detective",
    "Corporal",
    "Sergeant",
    "Lieutenant",
    "Captain",
)
CIT = "Crisis Intervention Team (CIT)"
MHFA = "Mental Health First Aid for Public Safety"


def roster_csv(
    *, sworn: int, today: date, crisis_trained: int, aid_trained: int, others: int = 0, seed: int = 7
) -> str:
    """A CSV of ``sworn`` officers and ``others`` non-sworn people, one line a training record.

    The first ``crisis_trained`` officers (drawn at random) have crisis-intervention training, ``aid_trained`` of the rest
    mental-health first aid; some have both. People without a record have a line with empty course columns.
    """
    draw = random.Random(seed)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADERS)
    order = list(range(sworn))
    draw.shuffle(order)
    crisis = set(order[:crisis_trained])
    aid = set(order[crisis_trained : crisis_trained + aid_trained]) | set(order[: crisis_trained // 2])
    for number in range(sworn + others):
        is_sworn = number < sworn
        person = (
            f"{1001 + number}",
            f"{draw.choice(GIVEN_NAMES)} {draw.choice(FAMILY_NAMES)}",
            draw.choice(_RANKS) if is_sworn else "Dispatcher",
            "yes" if is_sworn else "no",
            (today - timedelta(days=draw.randint(200, 9000))).isoformat(),
        )
        records = []
        if number in crisis:
            records.append(_record(draw, today, CIT, 40, number))
        if number in aid or not is_sworn:
            records.append(_record(draw, today, MHFA, 8, number))
        for record in records or [("", "", "", "", "", "")]:
            writer.writerow([*person, *record])
    return out.getvalue()


def _record(draw: random.Random, today: date, course: str, hours: int, number: int) -> tuple[str, ...]:
    day = today - timedelta(days=draw.randint(30, 900))
    delivery = "Live online" if draw.random() < 0.1 else "In person"
    return (
        course,
        str(hours),
        day.isoformat(),
        "Completed",
        delivery,
        f"{course[0]}{draw.randint(10000, 99999)}-{number}",
    )
