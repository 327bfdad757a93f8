"""What a row says about a person: their name and rank, their service, and whether they are sworn."""

from django.utils.translation import gettext as _

from roster_import.reading import values, words
from roster_import.reading.names import are_different_people, are_several_people
from roster_import.reading.questions import name_of
from roster_import.reading.values import Bad, Doubtful, Impossible
from roster_import.reading.words import (
    EMPLOYMENT,
    HOURS_OF_WORK,
    SPELLED_SWORN,
    proposed_sworn,
)
from roster_import.reading.words import SWORN as SWORN_WORDS
from roster_import.storing import disputes
from roster_import.storing.identity import IdentityReader
from roster_import.storing.typed_rows import (
    HIRED,
    LEAVE,
    MOST_NAMED,
    NAME,
    RANK,
    SEPARATED,
    SWORN,
)


class PeopleReader(IdentityReader):
    """Reads officers: their service, and whether they are sworn."""

    def _named(self, line: int, cells: list[str]) -> str:
        if "name" in self._place:
            return self._text(line, cells, "name")
        parts = [self._text(line, cells, key) for key in ("first_name", "last_name") if key in self._place]
        return " ".join(filter(None, parts))[:120]

    def _day(self, line: int, cells: list[str], key: str, ref: str, *, whole: bool = False) -> str | None:
        """A day about the officer; None where there is none, or where it can't be read, which is told."""
        at = self._place.get(key)
        if at is None:
            return None
        found = self._days[at][cells[at]]
        if isinstance(found, Impossible):
            # "1900-01-01" is what a payroll writes where there is no day: it is asked once.
            if self._answers.get(name_of("dates", key, found.day)) != "wrong":
                self._tally.unlikely_day_cells.setdefault((key, found.day), set()).add(ref)
            return None
        if isinstance(found, Bad):
            # A day in doubt is asked about by its column.
            if not isinstance(found, Doubtful):
                self._refuse(line, at, found.reason, values.excerpt(cells[at]), whole=whole)
            return None
        return found  # type: ignore[return-value]

    def _officer(self, line: int, cells: list[str], ref: str) -> bool:
        """Hand on what the row says about the person; False where the person, and so the row, is left out."""
        self._is_open = False
        if not self._is_list:
            self._tally.seen.add(ref)
            if self._names_matter and self._id is not None:
                self._tally.names_in_rosters.setdefault(ref, []).append(self._cell_name(cells))
            if self._has_list_beside and (written := self._cell_name(cells)):
                self._tally.names_of_ids.setdefault(ref, set()).add(written)
        refused = len(self._batch.problems)
        left = self._day(line, cells, "separated_on", ref, whole=True)
        if len(self._batch.problems) > refused:
            return False
        name, rank = self._named(line, cells), self._text(line, cells, "rank")
        hired, again = self._day(line, cells, "hired_on", ref), self._day(line, cells, "rehired_on", ref)
        off = self._day(line, cells, "on_leave_since", ref)
        if again and (not hired or again > hired):
            hired = again
        if hired and hired > self._last_day_of_hiring:
            answer = self._answers.get(name_of("dates", "hired", ref))
            if answer is None:
                self._tally.unlikely_days[ref] = hired
            elif answer == "wrong":
                hired = None
        came_back = bool(left and hired and hired > left) or bool(left and again and again >= left)
        if came_back:
            left = None
        clears = (SEPARATED if "separated_on" in self._place and not self._is_list else 0) | (
            LEAVE if "on_leave_since" in self._place and not self._is_list else 0
        )
        sworn, status = self._standing(line, cells, ref, rank, left=left, again=came_back)
        if status == "left" and not left:
            stored = self._tally.stored.get(ref)
            if stored is None or ref in self._tally.people_who_left:
                self._tally.people_who_left.add(ref)
                return False
            left = str(stored[1]) if stored[1] else self._today
        elif status == "leave_out":
            return False
        elif status == "in_service" and not left:
            clears |= SEPARATED
        if left and hired and left < hired:
            hired = None
        given = clears
        given |= (
            (NAME if name else 0)
            | (RANK if rank else 0)
            | (HIRED if hired else 0)
            | (SEPARATED if left else 0)
        )
        given |= LEAVE if off else 0
        if sworn is not None and status != "answered":
            given |= SWORN
        adds = int(sworn is not None)
        tally = self._tally
        if (
            not adds
            and ref not in tally.stored
            and ref not in tally.told
            and not (self._is_list and ref in tally.seen)
        ):
            self._is_open = True
            return True
        if self._is_list and not self._describes:
            # A roster beside the list says who the people are.
            return self._is_named_as_on_roster(line, cells, ref)
        if self._is_list and not adds and not self._table.describes_officers:
            return True
        if self._has_list_beside and name and not self._is_list:
            self._tally.names_kept.setdefault(ref, set()).add(self._cell_name(cells))
        self._batch.officers.append(
            (self._number, line, adds, given, ref, name, rank, int(bool(sworn)), hired, left, off)
        )
        return True

    def _is_named_as_on_roster(self, line: int, cells: list[str], ref: str) -> bool:
        """Whether a list names who has the ID on the roster beside it; it is refused where that is wholly another name."""
        tally, name = self._tally, self._cell_name(cells)
        every = tally.names_of_ids.get(ref, set())
        # Whose row says that they left, or was left out, isn't on the roster.
        known = tally.names_kept.get(ref, every)
        if not known:
            return True
        if self._id is None:
            # A list that goes by names: of an ID that several people have, each is credited under their own.
            if name and len(known) > 1:
                tally.named_in_lists[self._number, line] = name
            return True
        if not name:
            if len(known) == 1 and are_several_people(every):
                self._refuse(line, self._id, disputes.whose(ref), values.excerpt(ref))
                return False
            return True
        if all(are_different_people(name, other) for other in known):
            reason = _("%(ref)s is %(known)s on the roster, and %(name)s here. Correct the ID or the name.")
            shown = {"ref": ref, "known": values.excerpt(min(known)), "name": values.excerpt(name)}
            self._refuse(line, self._id, reason % shown, values.excerpt(ref))
            return False
        if len(known) > 1:
            tally.named_in_lists[self._number, line] = name
        return True

    def _standing(
        self, line: int, cells: list[str], ref: str, rank: str, *, left: str | None, again: bool
    ) -> tuple[bool | None, str]:
        """Whether the person is sworn (None: no one has said so), and what is said of their service.

        The second is ``left``, ``in_service``, ``leave_out``, ``answered`` (a person's answer, which changes nothing that
        is stored), or nothing.
        """
        service = self._service(cells, ref, rank, left=left, again=again)
        if self._states_sworn:
            word = self._fold(cells[self._place["sworn"]])
            if word in SWORN_WORDS:
                self._tally.told.add(ref)
                return SWORN_WORDS[word] == "sworn", service
        else:
            word = ""
        category = self._fold(cells[self._place["category"]]) if "category" in self._place else ""
        if not word and category in SPELLED_SWORN:
            return SPELLED_SWORN[category] == "sworn", service
        title = self._fold(rank)
        section = self._fold(self._section)
        if section and title and not (proposed_sworn(section) or section in SWORN_WORDS):
            section = ""
        parts = [word, section, title, "" if category in HOURS_OF_WORK else category]
        described = " / ".join(filter(None, parts))
        answer = self._answers.get(name_of("sworn", described or "no title"))
        if not described:
            answer = self._answers.get(f"sworn:person:{ref}", answer)
        if answer == "left":
            return None, "left"
        tally = self._tally
        if ref in tally.told or ref in tally.stored or (self._is_list and ref in tally.seen):
            return None, service
        if answer in {"sworn", "not_sworn"}:
            return answer == "sworn", service or "answered"
        if answer == "leave_out":
            return None, "leave_out"
        if service != "left":
            self._tally.people.setdefault(described, set()).add(ref)
            if word:
                self._tally.people_doubted.add(described)
            if not described and len(self._tally.people_names) < MOST_NAMED:
                self._tally.people_names.setdefault(ref, self._cell_name(cells))
            self._tally.written.setdefault(
                f"sworn {described}",
                " / ".join(
                    filter(
                        None,
                        [
                            cells[self._place["sworn"]].strip() if word else "",
                            self._section if section else "",
                            rank,
                            cells[self._place["category"]].strip()
                            if category and category not in HOURS_OF_WORK
                            else "",
                        ],
                    )
                ),
            )
        return None, service

    def _service(self, cells: list[str], ref: str, rank: str, *, left: str | None, again: bool) -> str:
        at = self._place.get("employment")
        word = self._fold(cells[at]) if at is not None else ""
        if not word and self._states_sworn and not left and proposed_sworn(self._fold(rank)) == "left":
            # "Retired Officer" beside a cell that says sworn: it is asked.
            at, word = self._place["rank"], self._fold(rank)
        written = cells[at].strip() if at is not None else ""
        if not word and not left:
            # "Bo Hay (ret.)", and a row below "Retired" whose cell says sworn.
            beside = (*self._notes, *([self._above] if self._states_sworn else []))
            written = next(filter(words.of_leaving, beside), "")
            word = self._fold(written)
        if not word:
            return ""
        said = EMPLOYMENT.get(word) or self._answers.get(name_of("status", word))
        if said is None:
            self._tally.employment.setdefault(word, set()).add(ref)
            self._tally.written.setdefault(f"status {word}", written)
            return ""
        if said == "in_service" and left and left <= self._today:
            answer = self._answers.get(name_of("status", "contradiction", ref))
            if answer is None:
                self._tally.contradictory[ref] = left
            return answer or ""
        return "" if said == "on_leave" else said
