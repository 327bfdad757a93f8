"""What an equivalent course must cover: the topics that FAQ 1 and FAQ 2 name, by track."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from compliance.editions import Track

Words = str | Promise

TOPICS: dict[str, dict[str, Words]] = {
    Track.MHFA.value: {
        "defusing_crises": _("Defusing crises"),
        "mental_health_literacy": _("Promoting mental health literacy"),
        "stigma": _("Combating the stigma of mental illness"),
        "early_intervention": _("Enabling early intervention through recognizing signs and symptoms"),
        "connecting_to_care": _("Connecting people to care"),
    },
    Track.CIT.value: {
        "co_occurring_disorders": _("Co-occurring disorders"),
        "suicide_prevention": _("Suicide prevention"),
        "policies_and_procedures": _("Policies and procedures"),
        "personality_disorders": _("Personality disorders"),
        "rights_and_civil_commitment": _("Rights and civil commitment"),
        "community_resources": _("Community resources"),
        "de_escalation": _("De-escalation training"),
        "role_play": _("Situational role play"),
    },
}
FAQ = {Track.MHFA.value: 1, Track.CIT.value: 2}


def matrix(track: str, covered: dict[str, str]) -> list[tuple[Words, str]]:
    """The topics of a track with where the course covers each; "" where it doesn't."""
    return [(label, covered.get(key, "")) for key, label in TOPICS.get(track, {}).items()]
