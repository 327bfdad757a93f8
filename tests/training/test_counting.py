"""What counts as trained is asked of the editions, which agree on it."""

from dataclasses import replace

from compliance.editions import EDITIONS, Track, TrackRule
from training import editions
from training.forms.courses import CourseForm
from training.forms.officers import HeadCountForm


def test_every_edition_counts_alike() -> None:
    assert editions.editions_count_alike() == []


def test_an_edition_that_counts_otherwise_is_refused_at_start() -> None:
    first, *_ = EDITIONS.values()
    longer = replace(
        first, code="2030", tracks={**first.tracks, Track.MHFA: TrackRule(least_hours=12, valid_months=36)}
    )
    fewer = replace(first, code="2031", never_equivalent=frozenset())
    shares = replace(first, code="2032", shares={})

    said = editions.differences([first, longer, shares, fewer])

    assert [(error.id, error.msg.split()[2]) for error in said] == [
        ("training.E001", "2030"),
        ("training.E001", "2031"),
    ]


def test_forms_ask_for_the_hours_of_the_rule() -> None:
    hours = (editions.least_hours(Track.CIT), editions.least_hours(Track.MHFA))
    labels = [str(label) for _value, label in CourseForm().fields["track"].choices]  # type: ignore[attr-defined]
    helps = [str(HeadCountForm().fields[name].help_text) for name in ("cit", "mhfa_without_cit")]

    assert labels == [
        f"Crisis intervention ({hours[0]} hours)",
        f"Mental Health First Aid ({hours[1]} hours)",
    ]
    assert [f" {number} hours." in words for number, words in zip(hours, helps, strict=True)] == [True, True]
