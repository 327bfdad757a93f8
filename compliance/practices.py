"""The practices of the pledge, as data: how each is tested, and every sentence that is said of it.

Readiness, the forms, the letter, the desk, the papers and the public pages loop over these. A new practice is one more
`Practice` here, listed by an edition, and (if it is met by entries) a list of the facts and the app that keeps them.

The texts are marked for translation and kept in English: this package knows no Django, and the code that shows a text translates
it. ``%(...)s`` names what is filled in. Pages are named by their URL names.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from compliance.texts import Counted, is_stated, ngettext_lazy
from compliance.texts import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Entries:
    """A kind of requirement: at least one entry of a list of the facts is in place on the day that is judged.

    ``evidence`` names the list, ``named``, ``since`` and ``until`` fields of an entry. ``stated`` are the texts that an
    entry needs, each with the sentence for one that lacks it. ``add_page`` and ``edit_page`` keep entries, with labels for links.
    ``claim`` is what the letter states of an entry, followed by the text of the field ``told``, if there is one.
    """

    evidence: str
    named: str
    since: str
    until: str
    stated: Mapping[str, str]
    add_page: str
    edit_page: str
    found: Counted
    none: str
    over: str
    undated: str
    future: str
    claim: str
    told: str = ""
    add_label: str = _("Add an entry")
    edit_label: str = _("Edit the entry")

    def is_in_place(self, entry: Any, as_of: date) -> bool:
        """Whether an entry counts: begun on or before ``as_of``, not over by then, and all of ``stated`` there.

        One that ended on ``as_of`` is over, as an officer who separated that day is out; one without a first day hasn't begun.
        """
        until = getattr(entry, self.until)
        return not self.lacks(entry, as_of) and (until is None or until > as_of)

    def lacks(self, entry: Any, as_of: date) -> tuple[str, ...]:
        """The fields that keep an entry from counting: a first day that has come, and each text that says nothing."""
        since = getattr(entry, self.since)
        begun = since is not None and since <= as_of
        unsaid = [name for name in self.stated if not is_stated(getattr(entry, name))]
        return (*(() if begun else (self.since,)), *unsaid)

    def in_place(self, facts: Any) -> tuple[Any, ...]:
        """The entries of the facts that count."""
        return tuple(entry for entry in self.all_of(facts) if self.is_in_place(entry, facts.as_of))

    def all_of(self, facts: Any) -> tuple[Any, ...]:
        """Every entry of the facts, whether or not it counts."""
        entries: tuple[Any, ...] = getattr(facts, self.evidence)
        return entries


@dataclass(frozen=True, slots=True)
class Trained:
    """A kind of requirement: a share of the sworn strength is trained. The share and its tracks are the edition's.

    ``missing`` says how many officers more are needed, ``claim`` what the letter states of the figure; ``rows`` narrows the
    list of officers to those whom training would help.
    """

    missing: Counted
    claim: Counted
    rows: str


@dataclass(frozen=True, slots=True)
class Practice:
    """One practice of the pledge, in the words of everyone who speaks of it.

    ``title`` in full, ``name`` on papers, ``invitation`` and ``summary`` on the public pages. ``commitment`` is what an
    agency promises (there and in the summary of training ``%(percent)s`` is the edition's share), ``about`` and ``faq`` the
    question that explains it and its number. ``page`` keeps its evidence. ``figure`` and ``meaning`` are what certificates
    say, and ``sentence`` is what a press release says: ``%(actual)s``, ``%(out_of)s``, ``%(needed)s``. ``heading`` is its part
    of the letter, where the agency may add words of its own (empty where the practice is told with the one before it).
    ``copy`` names the recommended copy, ``menu`` the entry of the agency's menu, where its entries are kept. ``at_hand`` is
    what to have ready before one begins, ``whom`` whom to ask for it, and ``takes`` about how long it takes.
    """

    key: str
    kind: Entries | Trained
    icon: str
    title: str
    name: str
    invitation: str
    summary: str
    commitment: str
    page: str
    page_label: str
    figure: Counted
    meaning: Counted
    sentence: Counted
    heading: str = ""
    about: str = ""
    faq: int = 0
    copy: str = ""
    menu: str = ""
    at_hand: tuple[str, ...] = ()
    whom: str = ""
    takes: str = ""

    def in_place(self, facts: Any) -> tuple[Any, ...]:
        """The entries of the facts that count for it; none for one that is about training."""
        return self.kind.in_place(facts) if isinstance(self.kind, Entries) else ()


PARTNERSHIP = Practice(
    key="partnership",
    kind=Entries(
        evidence="partnerships",
        named="organization",
        since="started_on",
        until="ended_on",
        stated={
            "organization": _("Enter the name of the organization that you work with."),
            "nature": _("Describe what you do together with %(name)s."),
        },
        add_page="partnerships:add",
        edit_page="partnerships:edit",
        found=ngettext_lazy("%(count)s active partnership", "%(count)s active partnerships"),
        none=_(
            "Add the community mental health organization that you work with, the start date, and what you do together."
        ),
        over=_("The partnership with %(name)s ended on %(end)s."),
        undated=_("Enter when the partnership with %(name)s started."),
        future=_("The partnership with %(name)s begins on %(day)s."),
        claim=_("Since %(day)s, we have worked with %(name)s."),
        told="nature",
        add_label=_("Add a partnership"),
        edit_label=_("Edit the partnership"),
    ),
    icon="handshake",
    title=_("Partnership with a community mental health organization"),
    name=_("Partnership"),
    invitation=_("Partner"),
    summary=_(
        "A clear and lasting partnership with at least one community mental health organization. A memorandum of "
        "understanding (MOU) is recommended."
    ),
    commitment=_(
        "Build a clearly defined, lasting partnership with at least one community mental health organization."
    ),
    page="partnerships:list",
    page_label=_("Open partnerships"),
    figure=ngettext_lazy("In place", "%(actual)s"),
    meaning=ngettext_lazy(
        "a sustained partnership with a community mental health organization",
        "sustained partnerships with community mental health organizations",
    ),
    sentence=ngettext_lazy(
        "It has a clear and lasting partnership with a community mental health organization.",
        "It has clear and lasting partnerships with %(actual)s community mental health organizations.",
    ),
    heading=_("The nature of the partnership"),
    copy=_("A copy of the memorandum of understanding with your partner"),
    menu=_("Partnerships"),
    about=_("What must the letter say about the partnership?"),
    faq=9,
    at_hand=(
        _("The name of the organization, and what kind of organization it is"),
        _("The day on which your work together began"),
        _("What you do together, in two or three sentences"),
        _("A contact there, with an email address or a phone number"),
        _("The memorandum of understanding as a file (recommended)"),
    ),
    whom=_("The officer who works with the organization, and your contact there"),
    takes=_("About 15 minutes"),
)

POLICY = Practice(
    key="policy",
    kind=Entries(
        evidence="policies",
        named="title",
        since="adopted_on",
        until="retired_on",
        stated={"components": _("Check the main components of %(name)s.")},
        add_page="policies:add",
        edit_page="policies:edit",
        found=ngettext_lazy("%(count)s policy in force", "%(count)s policies in force"),
        none=_("Add your policy, the day it was adopted, and its main components."),
        over=_("%(name)s was retired on %(end)s."),
        undated=_("Enter when %(name)s was adopted. Until then it counts as a draft."),
        future=_("%(name)s comes into force on %(day)s."),
        claim=_("%(name)s, in force since %(day)s, has these main components:"),
        add_label=_("Add a policy"),
        edit_label=_("Edit the policy"),
    ),
    icon="scroll-text",
    title=_("Policy on responding to people in crisis"),
    name=_("Policy"),
    invitation=_("Set a policy"),
    summary=_("A written policy on how officers respond to people with mental health conditions."),
    commitment=_("Put a policy in force on how officers respond to people with mental health conditions."),
    page="policies:list",
    page_label=_("Open policies"),
    figure=ngettext_lazy("In force", "In force"),
    meaning=ngettext_lazy(
        "a written policy on the response to individuals experiencing a mental health crisis",
        "written policies on the response to individuals experiencing a mental health crisis",
    ),
    sentence=ngettext_lazy(
        "A written policy says how officers respond to people in a mental health crisis.",
        "Written policies say how officers respond to people in a mental health crisis.",
    ),
    heading=_("The main components of the policy"),
    copy=_("A copy of the policy"),
    menu=_("Policies"),
    about=_("What must the letter say about the policy?"),
    faq=9,
    at_hand=(
        _("The number or title of the policy, and the day it was adopted"),
        _("The page or section of each main component"),
        _("The policy as a file (recommended)"),
    ),
    whom=_("The person who keeps your policies, such as the accreditation manager"),
    takes=_("About 20 minutes"),
)

_OF = ngettext_lazy("%(actual)s of %(out_of)s", "%(actual)s of %(out_of)s")

CRISIS_INTERVENTION = Practice(
    key="crisis_intervention",
    kind=Trained(
        missing=ngettext_lazy(
            "%(short)s more sworn officer needs crisis-intervention training (CIT, CRIT or an approved equivalent).",
            "%(short)s more sworn officers need crisis-intervention training (CIT, CRIT or an approved equivalent).",
        ),
        claim=ngettext_lazy(
            "%(actual)s of %(out_of)s has completed crisis-intervention training (CIT, CRIT or an approved equivalent); "
            "the pledge asks for at least %(needed)s.",
            "%(actual)s of %(out_of)s have completed crisis-intervention training (CIT, CRIT or an approved equivalent); "
            "the pledge asks for at least %(needed)s.",
        ),
        rows="training=no_cit&kind=sworn",
    ),
    icon="graduation-cap",
    title=_("Crisis-intervention training"),
    name=_("Crisis intervention"),
    invitation=_("Train for crisis"),
    summary=_("CIT, CRIT or an approved equivalent for at least %(percent)s%% of sworn officers."),
    commitment=_(
        "Train at least %(percent)s percent of sworn officers in crisis intervention: CIT, CRIT or an approved equivalent."
    ),
    page="training:officers",
    page_label=_("Open training"),
    figure=_OF,
    meaning=ngettext_lazy(
        "sworn officers trained in crisis intervention; %(needed)s needed",
        "sworn officers trained in crisis intervention; %(needed)s needed",
    ),
    sentence=ngettext_lazy(
        "%(actual)s of its %(out_of)s sworn officers is trained in crisis intervention.",
        "%(actual)s of its %(out_of)s sworn officers are trained in crisis intervention.",
    ),
    heading=_("How the training requirements were met"),
    about=_("Which courses count as crisis-intervention training?"),
    faq=2,
    at_hand=(
        _(
            "A spreadsheet with officer IDs, courses, dates and hours, as your records or learning system exports it"
        ),
        _("Or head counts: sworn officers, and how many of them have crisis-intervention training"),
    ),
    whom=_("Your training officer"),
    takes=_("About 30 minutes with a spreadsheet, 5 with head counts"),
)

FIRST_AID = Practice(
    key="first_aid",
    kind=Trained(
        missing=ngettext_lazy(
            "%(short)s sworn officer has neither crisis-intervention training nor Mental Health First Aid.",
            "%(short)s sworn officers have neither crisis-intervention training nor Mental Health First Aid.",
        ),
        claim=ngettext_lazy(
            "%(actual)s of %(out_of)s has completed either that training or Mental Health First Aid (MHFA), or an approved "
            "equivalent.",
            "%(actual)s of %(out_of)s have completed either that training or Mental Health First Aid (MHFA), or an approved "
            "equivalent.",
        ),
        rows="training=needs_training&kind=sworn",
    ),
    icon="heart-handshake",
    title=_("Mental health first aid"),
    name=_("Mental health first aid"),
    invitation=_("Train everyone"),
    summary=_("Mental Health First Aid (MHFA) or an approved equivalent for the remaining sworn officers."),
    commitment=_("Train every other sworn officer in Mental Health First Aid, or an approved equivalent."),
    page="training:officers",
    page_label=_("Open training"),
    figure=_OF,
    meaning=ngettext_lazy(
        "sworn officers trained in crisis intervention or in first aid",
        "sworn officers trained in crisis intervention or in first aid",
    ),
    sentence=ngettext_lazy(
        "%(actual)s of its %(out_of)s sworn officers is trained in crisis intervention or in mental health first aid.",
        "%(actual)s of its %(out_of)s sworn officers are trained in crisis intervention or in mental health first aid.",
    ),
    about=_("Which courses count as first aid?"),
    faq=1,
    at_hand=(
        _("The same spreadsheet or head counts, with Mental Health First Aid for the other sworn officers"),
    ),
    whom=CRISIS_INTERVENTION.whom,
    takes=_("Done together with the crisis-intervention training"),
)

# Until 2022, training in crisis intervention didn't cover an officer.
FIRST_AID_FOR_ALL = replace(
    FIRST_AID,
    kind=Trained(
        missing=ngettext_lazy(
            "%(short)s sworn officer still needs Mental Health First Aid.",
            "%(short)s sworn officers still need Mental Health First Aid.",
        ),
        claim=ngettext_lazy(
            "%(actual)s of %(out_of)s has completed Mental Health First Aid (MHFA) or an approved equivalent.",
            "%(actual)s of %(out_of)s have completed Mental Health First Aid (MHFA) or an approved equivalent.",
        ),
        rows="training=needs_training&kind=sworn",
    ),
    summary=_("Mental Health First Aid (MHFA) or an approved equivalent for all sworn officers."),
    commitment=_("Train every sworn officer in Mental Health First Aid, or an approved equivalent."),
    meaning=ngettext_lazy(
        "sworn officers trained in Mental Health First Aid",
        "sworn officers trained in Mental Health First Aid",
    ),
    sentence=ngettext_lazy(
        "%(actual)s of its %(out_of)s sworn officers is trained in mental health first aid.",
        "%(actual)s of its %(out_of)s sworn officers are trained in mental health first aid.",
    ),
)
