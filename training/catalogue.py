"""The courses that every portal knows from the start: what is recognized, and what is known not to be equivalent.

Migration 0002 puts them in; so does Django after it emptied a database (``flush``, between tests). What is there already
is left as it is: administrators may edit it.
"""

from typing import Any

from django.db import models

# FAQ 1 and 2 name what meets the requirements, FAQ 3 and 4 what doesn't. Refreshers restore what has lapsed (FAQ 8).
_ONLY_PUBLIC_SAFETY = (
    "Only Mental Health First Aid for Public Safety is recognized."
    " Ask for an equivalency decision before you count this course."
)
_COURSES: tuple[dict[str, Any], ...] = (
    {
        "code": "CIT",
        "title": "Crisis Intervention Team (CIT), Memphis Model",
        "track": "cit",
        "hours": 40,
        "standing": "recognized",
        "note": "Meets all the requirements for crisis-intervention training (FAQ 2).",
    },
    {
        "code": "CRIT",
        "title": "Crisis Response and Intervention Training (CRIT)",
        "track": "cit",
        "hours": 40,
        "standing": "recognized",
        "note": "Named in the pledge beside CIT.",
    },
    {
        "code": "CIT-REFRESHER",
        "title": "CIT refresher",
        "track": "cit",
        "hours": 8,
        "is_refresher": True,
        "standing": "recognized",
        "note": "Brings a CIT or CRIT certificate up to date (FAQ 8). It is nothing without the full course.",
    },
    {
        "code": "MHFA",
        "title": "Mental Health First Aid for Public Safety",
        "track": "mhfa",
        "hours": 8,
        "valid_months": 36,
        "standing": "recognized",
        "note": "Meets all the requirements for mental-health first aid (FAQ 1).",
    },
    {
        "code": "MHFA-REFRESHER",
        "title": "Mental Health First Aid for Public Safety, recertification",
        "track": "mhfa",
        "hours": 3,
        "valid_months": 36,
        "is_refresher": True,
        "standing": "recognized",
        "note": "Brings a certificate up to date (FAQ 8). It is nothing without the full course.",
    },
    {
        "code": "ICAT",
        "title": "Integrating Communications, Assessment, and Tactics (ICAT)",
        "track": "mhfa",
        "hours": 12,
        "standing": "declined",
        "note": "Not equivalent to Mental Health First Aid (FAQ 3), and too short for crisis intervention.",
    },
    {
        "code": "QPR",
        "title": "Question, Persuade, and Refer (QPR)",
        "track": "mhfa",
        "hours": 2,
        "standing": "declined",
        "note": "Not equivalent to Mental Health First Aid (FAQ 4), and too short for crisis intervention.",
    },
    *(
        {
            "code": code,
            "title": title,
            "track": "mhfa",
            "hours": 8,
            "valid_months": 36,
            "standing": "unreviewed",
            "note": _ONLY_PUBLIC_SAFETY,
        }
        for code, title in (
            ("MHFA-ADULT", "Adult Mental Health First Aid"),
            ("MHFA-YOUTH", "Youth Mental Health First Aid"),
            ("MHFA-TEEN", "Teen Mental Health First Aid"),
            ("MHFA-FIRE-EMS", "Mental Health First Aid for Fire and EMS"),
        )
    ),
)


def ensure(course: type[models.Model]) -> None:
    """Add what is missing. ``course`` is the model, today's or a migration's."""
    known = set(course._default_manager.values_list("code", flat=True))
    course._default_manager.bulk_create(
        [course(**values) for values in _COURSES if values["code"] not in known], ignore_conflicts=True
    )
