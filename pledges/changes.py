"""What a practice stands on, and what changed of it since another submission. No model is read here.

The basis of a practice is plain values: the rule, what was counted, and the entries, officers, courses and records that it was
counted from. Two bases with one digest are the same, and whatever tells two apart is named by `changes`.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.text import page_reference
from compliance.editions import Edition, edition_by_code
from compliance.facts import Facts
from compliance.json_shapes import plain
from compliance.practices import Entries, Practice, Trained
from compliance.report import Report
from pledges import messages
from pledges.particulars import Change, Evidence, digest_of_data

# The SHA-256 of each entry's copy, by the name of its list and its ref.
Copies = Mapping[tuple[str, str], str]
_LABELS: Mapping[str, str | Promise] = {
    "organization": gettext_lazy("organization"),
    "nature": gettext_lazy("what you do together"),
    "started_on": gettext_lazy("first day"),
    "ended_on": gettext_lazy("last day"),
    "title": gettext_lazy("title"),
    "adopted_on": gettext_lazy("adopted"),
    "retired_on": gettext_lazy("retired"),
    "parts": gettext_lazy("main components"),
    "absent": gettext_lazy("components left out"),
    "details": gettext_lazy("details"),
    "copy": gettext_lazy("copy"),
    "file": gettext_lazy("copy"),
    "sworn": gettext_lazy("Sworn officers"),
    "cit": gettext_lazy("Sworn officers with crisis-intervention training"),
    "mhfa_without_cit": gettext_lazy("Sworn officers with first aid alone"),
}
_LISTS: Mapping[str, str | Promise] = {
    "officers": gettext_lazy("Sworn officers on the roster"),
    "courses": gettext_lazy("Courses that count"),
    "records": gettext_lazy("Training records"),
}


@dataclass(frozen=True, slots=True)
class Basis:
    """What one practice stands on, and what was found in a line. ``data`` alone tells two bases apart."""

    found: str
    edition: str
    data: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """SHA-256, in hex."""
        return digest_of_data(self.data)


def basis_of(
    practice: str, facts: Facts, report: Report, beside: Collection[Evidence], copies: Copies
) -> Basis:
    """The basis of one practice of the facts' edition, from what was judged and what is said beside it."""
    edition = edition_by_code(facts.edition)
    asked = edition.practice(practice)
    finding = report.finding(practice)
    figures = {"met": finding.met, "have": finding.actual, "needed": finding.needed, "of": finding.out_of}
    match asked.kind:
        case Entries() as kind:
            data = _of_entries(kind, facts, beside, copies)
        case Trained():
            data = _of_training(asked, edition, facts, report)
    return Basis(messages.found(finding), edition.code, {"figures": figures, **data})


def words_of(practice: str, edition: Edition, said: Mapping[str, str]) -> str:
    """The agency's own words that a practice is told in: one without a heading is told with the one before it."""
    told = ""
    for one in edition.practices:
        told = one.key if one.heading else told
        if one.key == practice:
            break
    return said.get(told, "").strip()


def changes(before: Basis, now: Basis) -> tuple[Change, ...]:
    """Everything that tells two bases of one practice apart; empty exactly when their digests are the same."""
    if before.data == now.data:
        return ()
    found = list(_found(before, now))
    named: Mapping[str, Callable[[str, Any, Any], Iterator[Change]]] = {
        "entries": _entries_changed,
        "counts": _counts_changed,
        "officers": _list_changed,
        "courses": _list_changed,
        "records": _list_changed,
        "lapsed": _figure_changed,
        "declared": _figure_changed,
        "rule": _nothing_to_add,
        "figures": _nothing_to_add,
    }
    for name in dict.fromkeys([*before.data, *now.data]):
        then, today = before.data.get(name), now.data.get(name)
        if then != today:
            found += named[name](name, then, today)
    return tuple(found)


def words_changed(before: str, now: str) -> tuple[Change, ...]:
    """The agency's own words, where they are others."""
    return () if before == now else (Change(_("In the agency's own words"), before, now),)


def _of_entries(kind: Entries, facts: Facts, beside: Collection[Evidence], copies: Copies) -> dict[str, Any]:
    # What no paper says, and what will be asked, which comes and goes with the day, is no change of what was judged.
    said = {
        entry.ref: entry.on_paper.to_data()
        for kept in beside
        if kept.evidence == kind.evidence
        for entry in kept.entries
    }
    entries = {}
    for entry in kind.all_of(facts):
        own = {**said.get(entry.ref, {}), **plain(entry)}
        entries[entry.ref] = {**own, "file": copies.get((kind.evidence, entry.ref), "")}
    return {
        "rule": {"stated": sorted(kind.stated)},
        "entries": {ref: {**own, "name": own[kind.named]} for ref, own in entries.items()},
    }


def _of_training(practice: Practice, edition: Edition, facts: Facts, report: Report) -> dict[str, Any]:
    share = edition.shares[practice.key]
    tracks = sorted(track.value for track in share.tracks)
    courses = {course.code: plain(course) for course in facts.courses if course.track in share.tracks}
    sworn = {officer.ref: plain(officer) for officer in facts.officers if officer.sworn}
    records = Counter(
        json.dumps(plain(record), sort_keys=True)
        for record in facts.records
        if record.course in courses and record.officer in sworn
    )
    return {
        "rule": {
            "share": [share.numerator, share.denominator],
            "tracks": {track: plain(edition.tracks[track]) for track in sorted(share.tracks)},
            "never": sorted(edition.never_equivalent),
            "currency": facts.currency.value,
        },
        "counts": _counts(facts, tracks),
        "declared": facts.declared_sworn,
        "officers": sworn,
        "courses": courses,
        "records": dict(sorted(records.items())),
        "lapsed": sum(
            one.count for one in report.warnings if one.code.value in {f"lapsed_{track}" for track in tracks}
        ),
    }


def _counts(facts: Facts, tracks: Collection[str]) -> dict[str, int]:
    """The head counts that a practice reads: with two tracks, the heads that hold either."""
    if facts.headcount is None:
        return {}
    counted: dict[str, int] = plain(facts.headcount)
    return counted if "mhfa" in tracks else {name: counted[name] for name in ("sworn", "cit")}


def _found(before: Basis, now: Basis) -> Iterator[Change]:
    if before.data["rule"] != now.data["rule"]:
        yield Change(_("Edition of the rule"), before.edition, now.edition)
    then, today = before.data["figures"], now.data["figures"]
    if then == today:
        return
    if before.found != now.found:
        yield Change(_("Counted"), before.found, now.found)
    else:
        text = _("%(have)s of %(of)s; %(needed)s needed")
        yield Change(_("Counted"), text % then, text % today)


def _nothing_to_add(_name: str, _then: Any, _today: Any) -> Iterator[Change]:
    return iter(())


def _entries_changed(_name: str, then: dict[str, Any], today: dict[str, Any]) -> Iterator[Change]:
    for ref in dict.fromkeys([*then, *today]):
        before, now = then.get(ref), today.get(ref)
        if now is None:
            yield Change(str(then[ref]["name"]), _("Recorded"), _("Deleted"))
        elif before is None:
            yield Change(str(now["name"]), "", _("Added"))
        else:
            yield from _entry_changed(before, now)


def _entry_changed(before: dict[str, Any], now: dict[str, Any]) -> Iterator[Change]:
    differing = [
        name
        for name in dict.fromkeys([*before, *now])
        if before.get(name) != now.get(name) and name != "name"
    ]
    for name in differing:
        if name == "file":
            # The name of a copy says that there is one; another file under the same name is told here.
            if "copy" in differing:
                continue
            then, today = _("Attached"), _("Replaced")
        else:
            then, today = _written(before.get(name)), _written(now.get(name))
        label = str(_LABELS.get(name, name.replace("_", " ")))
        yield Change(f"{now['name']}: {label}", then, today)


def _counts_changed(_name: str, then: dict[str, int], today: dict[str, int]) -> Iterator[Change]:
    for name in dict.fromkeys([*then, *today]):
        if then.get(name) != today.get(name):
            label = str(_LABELS.get(name, name.replace("_", " ")))
            yield Change(label, _written(then.get(name)), _written(today.get(name)))


def _list_changed(name: str, then: dict[str, Any], today: dict[str, Any]) -> Iterator[Change]:
    if name == "records":
        before, now = Counter(then), Counter(today)
        counts = ((now - before).total(), (before - now).total(), 0)
        sizes = before.total(), now.total()
    else:
        both = then.keys() & today.keys()
        counts = (
            len(today.keys() - then.keys()),
            len(then.keys() - today.keys()),
            sum(then[ref] != today[ref] for ref in both),
        )
        sizes = len(then), len(today)
    texts = (_("%(n)s added"), _("%(n)s removed"), _("%(n)s changed"))
    said = ", ".join(text % {"n": n} for text, n in zip(texts, counts, strict=True) if n)
    yield Change(str(_LISTS[name]), str(sizes[0]), f"{sizes[1]} ({said})")


def _figure_changed(name: str, then: int | None, today: int | None) -> Iterator[Change]:
    labels = {"lapsed": _("Officers with a certificate past its date"), "declared": _("Declared strength")}
    yield Change(labels[name], _written(then), _written(today))


def _written(value: Any) -> str:
    """A plain value as people read it: components with their pages, nothing for what isn't there."""
    if value is None or value == "":
        return ""
    if isinstance(value, list):
        return "; ".join(map(_written, value))
    if isinstance(value, dict):
        if "label" in value:
            return f"{value['label']}: {value['text']}"
        title, pages = (
            value.get("title", ""),
            page_reference(value.get("pages", "")) or value.get("reason", ""),
        )
        known = {"title", "pages", "recommended", "reason"}
        rest = [_written(part) for name, part in value.items() if name not in known and part]
        return " ".join([f"{title} ({pages})" if pages else str(title), *rest]).strip()
    if value is True or value is False:
        return _("Yes") if value else _("No")
    return str(value)
