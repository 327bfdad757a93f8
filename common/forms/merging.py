"""Two people at one form: what only one of them changed is kept, and what both changed is asked about, field by field.

A form remembers what each field said when its page was opened, as digests in a signed field: to merge, it is enough to know
whether a value is still the same. Without that note, or with one that was tampered with, all that differs is asked about.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, cast

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.forms.values import as_sent, comparable, in_words, is_file

MINE, THEIRS = "mine", "theirs"
OVERTAKEN = "overtaken"
_SALT = "common.forms.merging"
_SENT = "sent"


@dataclass(frozen=True, slots=True)
class Together:
    """Fields that mean something only together: they are merged, and asked about, as one value."""

    label: Any
    names: tuple[str, ...]

    @property
    def key(self) -> str:
        """By what it is known in the note and in the answers."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Question:
    """A value that both changed: what is saved, what was typed, and the answer so far."""

    key: str
    name: str
    label: str
    theirs: str
    mine: str
    answer: str


@dataclass(frozen=True, slots=True)
class _Note:
    """What a form said when its page was opened. ``asked`` are the values that the page asked about."""

    version: str
    at: datetime | None
    digests: dict[str, str]
    asked: tuple[str, ...]


class MergedForm(forms.Form):
    """The base of a form about a saved row, whose version is its initial ``version``; without one it is for a new row.

    A form names values that aren't among its fields, and yet decide whether it may be saved, in ``watched``.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    # The fields that only carry the form itself.
    CARRIED: ClassVar[frozenset[str]] = frozenset({"version", "opened"})
    # The field that says which state of the row the page showed.
    MARK: ClassVar[str] = "version"
    # Whether the page has room for a choice beside each question; elsewhere saving again is the answer.
    ASKS_BY_CHOICE: ClassVar[bool] = True

    # Who saved meanwhile, in words; the view knows.
    others: Any = gettext_lazy("Another person")

    def __init__(self, *args: Any, **options: Any) -> None:
        self.is_overtaken = False
        self.opened_at: datetime | None = None
        self.taken: list[str] = []
        self.questions: list[Question] = []
        self.notices: list[str] = []
        self._is_merged = False
        self._as_sent: Any = None
        super().__init__(*args, **options)

    def full_clean(self) -> None:
        """Merge what others saved into what was typed, then validate the whole."""
        if self.is_bound and not self._is_merged:
            self._is_merged = True
            self._merge()
        super().full_clean()
        for words in self.notices:
            self.add_error(None, ValidationError(words, code=OVERTAKEN))
        for question in self.questions:
            field, words = None, _("Another person changed “%(field)s” too. Choose which to keep.")
            if not self.ASKS_BY_CHOICE:
                field = question.key
                words = _("Another person changed this too: “%(theirs)s”. Save again to keep yours.")
            said = words % {"field": question.label, "theirs": question.theirs}
            self.add_error(field, ValidationError(said, code=OVERTAKEN))

    def clean_version(self) -> int:
        """A form that was sent without its version is of a row that no one has seen."""
        return int(self.cleaned_data["version"] or 0)

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """The note is written when the page is drawn: then the form has all its fields."""
        if field_name == "opened":
            return self._note() if self.initial.get(self.MARK) is not None else ""
        return super().get_initial_for_field(field, field_name)

    def together(self) -> Iterable[Together]:
        """The fields that are one value; every other field is a value by itself."""
        return ()

    def watched(self) -> dict[Any, Any]:
        """Values of the row that the form doesn't have, by the words for who sends the form although one has changed."""
        return {}

    def merged(self) -> None:
        """What a form whose choices depend on what was typed does once its values are merged."""

    def saved_words(self, done: Any) -> str:
        """The message after saving, with what others had changed meanwhile."""
        if not self.taken:
            return str(done)
        words = ngettext(
            "%(done)s %(who)s changed %(what)s meanwhile; it was kept.",
            "%(done)s %(who)s changed %(what)s meanwhile; they were kept.",
            len(self.taken),
        )
        return words % {"done": done, "who": self.others, "what": self.taken_words}

    def carried(self) -> list[forms.BoundField]:
        """The hidden fields that every form of a saved row has, to be drawn."""
        return [self[name] for name in sorted(self.CARRIED)]

    @property
    def taken_words(self) -> str:
        """The labels of what others changed and is kept, as part of a sentence."""
        return get_text_list([f"“{label}”" for label in self.taken], _("and"))

    def sent_again(self) -> QueryDict:
        """What was sent, to fill another form of the kind: with the files that were kept, and so without files."""
        data = self._copied(self.data if self._as_sent is None else self._as_sent)
        for name, field in self.fields.items():
            kept = getattr(field.widget, "kept", None)
            if is_file(field) and kept:
                data[f"{self.add_prefix(name)}-kept"] = kept[0]
        return data

    def _merge(self) -> None:
        saved = self.initial.get(self.MARK)
        if saved is None:
            return
        sent = str(self.data.get(self.add_prefix(self.MARK), ""))
        note = self._read_note(sent)
        self.is_overtaken = sent != str(saved)
        if not self.is_overtaken and not (note and note.asked):
            return
        self.opened_at = note.at if note else None
        self._as_sent = self.data
        self.data = self._copied(self.data)
        self.files = self.files.copy() if self.files else self.files
        for unit in self._units():
            self._merge_unit(unit, note)
        if self.is_overtaken:
            self.notices = [
                words for words, now in self._watched().items() if not note or note.digests.get(words) != now
            ]
        self.data[self.add_prefix(self.MARK)] = str(saved)
        asked = [question.key for question in self.questions] if self.ASKS_BY_CHOICE else []
        self.data[self.add_prefix("opened")] = self._note(
            asked, at=note.at.timestamp() if note and note.at else 0
        )
        self.merged()

    def _merge_unit(self, unit: Together, note: _Note | None) -> None:
        was = note.digests.get(unit.key, "") if note else None
        theirs, mine = self._saved(unit), self._sent(unit, was)
        answer = str(self.data.get(self.answer_name(unit.key), ""))
        was_asked = note is not None and unit.key in note.asked
        if mine == theirs:
            return
        if was_asked and answer == THEIRS:
            self._take_theirs(unit)
        elif not self.is_overtaken:
            if was_asked and answer != MINE:
                self._ask(unit, answer)
        elif was is not None and was in {"", mine}:
            # Not on the page, or not touched there: whatever others made of it stays.
            self._take_theirs(unit)
            self.taken.append(str(unit.label))
        elif was != theirs:
            self._ask(unit, "")

    def answer_name(self, key: str) -> str:
        """The name of the choice between two values."""
        return f"{self.add_prefix(key)}-keep"

    def _ask(self, unit: Together, answer: str) -> None:
        mine = [self[name].data for name in unit.names]
        theirs = [self._initial(name) for name in unit.names]
        said = (self._in_words(unit, theirs), self._in_words(unit, mine))
        name = self.answer_name(unit.key)
        self.questions.append(Question(unit.key, name, str(unit.label), *said, answer))

    def _in_words(self, unit: Together, values: Sequence[Any]) -> str:
        pairs = zip(unit.names, values, strict=True)
        said = [(str(self[name].label), in_words(self.fields[name], value)) for name, value in pairs]
        if len(said) == 1:
            return said[0][1]
        return "; ".join(f"{label}: {text}" for label, text in said if text)

    def _units(self) -> list[Together]:
        units = list(self.together())
        grouped = {name for unit in units for name in unit.names}
        alone = [
            Together(field.label or self[name].label, (name,))
            for name, field in self.fields.items()
            if name not in grouped and not field.widget.is_hidden
        ]
        return [*units, *alone]

    def _saved(self, unit: Together) -> str:
        """The digest of what is saved now."""
        return _digest(unit.key, *(self._comparable(name, self._initial(name)) for name in unit.names))

    def _sent(self, unit: Together, was: str | None) -> str:
        """The digest of what was typed. A file that wasn't touched is as it was when the page was opened."""
        name = unit.names[0]
        if is_file(self.fields[name]):
            touched = self.fields[name].has_changed(self._initial(name), self[name].data)
            return _SENT if touched else was or self._saved(unit)
        return _digest(unit.key, *(self._comparable(name, self[name].data) for name in unit.names))

    def _comparable(self, name: str, value: Any) -> str:
        field = self.fields[name]
        return repr(value) if is_file(field) else comparable(field, value)

    def _initial(self, name: str) -> Any:
        return self.get_initial_for_field(self.fields[name], name)

    def _take_theirs(self, unit: Together) -> None:
        for name in unit.names:
            field, sent = self.fields[name], self.add_prefix(name)
            if is_file(field):
                for key in (f"{sent}-kept", f"{sent}-remove", f"{sent}-clear"):
                    cast("Any", self.data).pop(key, None)
                cast("Any", self.files).pop(sent, None)
            else:
                cast("QueryDict", self.data).setlist(sent, as_sent(field, self._initial(name)))

    def _watched(self) -> dict[str, str]:
        return {str(words): _digest(words, repr(value)) for words, value in self.watched().items()}

    @staticmethod
    def _copied(data: Any) -> QueryDict:
        if isinstance(data, QueryDict):
            return data.copy()
        copied = QueryDict(mutable=True)
        for name, value in data.items():
            copied.setlist(name, value if isinstance(value, list) else [value])
        return copied

    def _note(self, asked: Iterable[str] = (), *, at: float | None = None) -> str:
        """What the form says now. A page that asks again keeps the moment ``at`` which it was opened, 0 where no one knows."""
        digests = {unit.key: self._saved(unit) for unit in self._units()}
        digests |= self._watched()
        moment = timezone.now().timestamp() if at is None else at
        content = [type(self).__qualname__, str(self.initial.get(self.MARK)), moment, digests, list(asked)]
        return signing.dumps(content, salt=_SALT, compress=True)

    def _read_note(self, version: str) -> _Note | None:
        """The note of this form at this version; None for one that is missing or isn't ours."""
        sent = str(self.data.get(self.add_prefix("opened"), ""))
        try:
            kind, noted, at, digests, asked = signing.loads(sent, salt=_SALT)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        if kind != type(self).__qualname__ or noted != version:
            return None
        return _Note(noted, datetime.fromtimestamp(at, UTC) if at else None, digests, tuple(asked))


class MomentForm(MergedForm):
    """The base of a form about a row without a number of its version: it is known by the moment when it was saved last."""

    version = None  # type: ignore[assignment]
    read_at = forms.CharField(required=False, widget=forms.HiddenInput)

    CARRIED: ClassVar[frozenset[str]] = frozenset({"read_at", "opened"})
    MARK: ClassVar[str] = "read_at"


def _digest(key: Any, *values: str) -> str:
    # Blank values at the end say nothing: a longer list of blank fields is the same value.
    said = "\x1e".join(values).rstrip("\x1e")
    return salted_hmac(_SALT, f"{key}\x1d{said}", algorithm="sha256").hexdigest()[:16]
