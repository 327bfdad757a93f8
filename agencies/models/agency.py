"""An agency."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from agencies.places import place_name
from agencies.similarity import folded_name, written_out
from common.models import PubliclyNamed, TimeStamped, Versioned

ori_validator = RegexValidator(
    r"^[A-Z]{2}[A-Z0-9]{7}$",
    _("An ORI has nine characters: two letters, then seven letters or digits, such as GA0440200."),
)


def slug_of(name: str) -> str:
    """What an agency's address says besides its code: for people, as the code alone finds it."""
    return slugify(name)[:60] or "agency"


def searched(*names: str) -> str:
    """What a search looks through: the names folded, and beside them with their abbreviations written out."""
    plain = [folded_name(name) for name in names if name]
    return " | ".join(dict.fromkeys([*plain, *map(written_out, plain)]))


class SearchedField(models.TextField):
    """The fields ``of`` a row as a search looks through them: written with each whole row, never by hand."""

    def __init__(self, *, of: tuple[str, ...], **options: Any) -> None:
        self.of = of
        super().__init__(**{"default": "", "editable": False, "blank": True, **options})

    def deconstruct(self) -> Any:
        """With the names of the fields."""
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "of": self.of}

    def pre_save(self, row: models.Model, add: bool) -> str:
        """The fields as they are now."""
        value = searched(*(getattr(row, name) for name in self.of))
        setattr(row, self.attname, value)
        return value


class SearchedQuerySet(models.QuerySet[Any]):
    """Rows of a model with a ``searched`` column, which follows an update of what it is made of."""

    def update(self, **values: Any) -> int:
        """As Django's, and what is searched with it."""
        of = self.model._meta.get_field("searched").of
        if not values.keys() & set(of):
            return super().update(**values)
        with transaction.atomic():
            numbers = list(self.values_list("pk", flat=True))
            changed = super().update(**values)
            for row in self.model._default_manager.filter(pk__in=numbers):
                names = searched(*(getattr(row, name) for name in of))
                self.model._default_manager.filter(pk=row.pk).update(searched=names)
            return changed


class Agency(PubliclyNamed, TimeStamped, Versioned):
    """A law-enforcement agency."""

    class Kind(models.TextChoices):
        MUNICIPAL = "municipal", _("City or town police")
        COUNTY = "county", _("County police")
        SHERIFF = "sheriff", _("Sheriff's office")
        STATE = "state", _("State or provincial police")
        CAMPUS = "campus", _("Campus or school police")
        HOSPITAL = "hospital", _("Hospital police")
        TRIBAL = "tribal", _("Tribal police")
        TRANSIT = "transit", _("Transit, airport or railroad police")
        FEDERAL = "federal", _("Federal agency")
        OTHER = "other", _("Other")

    class EvidenceMode(models.TextChoices):
        ROSTER = "roster", _("A roster of officers")
        COUNTS = "counts", _("Head counts only")

    name = models.CharField(_("agency name"), max_length=160)
    kind = models.CharField(_("type of agency"), max_length=20, choices=Kind.choices, default=Kind.MUNICIPAL)
    country = models.CharField(_("country"), max_length=2, default="US")
    region = models.CharField(
        _("state or province"), max_length=6, blank=True, help_text="ISO 3166-2, such as US-GA"
    )
    city = models.CharField(_("city"), max_length=80, blank=True)
    ori = models.CharField(_("ORI"), max_length=9, blank=True, validators=[ori_validator])
    website = models.URLField(_("website"), blank=True)
    address = models.TextField(_("postal address"), blank=True, max_length=300)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    head_name = models.CharField(_("head of agency"), max_length=120, blank=True)
    head_title = models.CharField(_("title of the head of agency"), max_length=80, blank=True)
    sworn = models.PositiveIntegerField(_("sworn officers"), null=True, blank=True)
    non_sworn = models.PositiveIntegerField(_("non-sworn staff"), null=True, blank=True)
    headcount_on = models.DateField(_("head count as of"), null=True, blank=True)
    evidence_mode = models.CharField(
        _("how training is recorded"),
        max_length=10,
        choices=EvidenceMode.choices,
        default=EvidenceMode.ROSTER,
    )
    pseudonymous = models.BooleanField(_("officers by ID alone, no names"), default=False)
    # The agency's own word, given on its profile: its leads then get questions, through the portal alone.
    accepts_messages = models.BooleanField(_("answers questions from others"), default=False)
    # Announced by a pledge whose coordinator hasn't confirmed the address: it holds no ORI and counts as similar to no other.
    is_provisional = models.BooleanField(_("announced only"), default=False, editable=False)
    # As the IACP found it when it verified a pledge: what emails to strangers may say, whatever a lead calls the agency since.
    verified_name = models.CharField(_("name as verified"), max_length=160, blank=True, editable=False)
    # As decided: at the verification of the pledge, then by each certification. What the public register says.
    decided_sworn = models.PositiveIntegerField(
        _("sworn officers as decided"), null=True, blank=True, editable=False
    )
    is_suspended = models.BooleanField(_("suspended"), default=False)
    # A lead's own word: no second one is suggested any more.
    one_lead_is_enough = models.BooleanField(_("one lead is enough"), default=False)
    searched = SearchedField(of=("name", "city"))

    objects = SearchedQuerySet.as_manager()

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        constraints = [
            models.UniqueConstraint(
                fields=["ori"],
                condition=~Q(ori="") & Q(is_provisional=False),
                name="agencies_agency_ori",
                violation_error_message=_("An agency with this ORI is already registered."),
            ),
        ]
        indexes = [
            models.Index(Lower("name"), name="agencies_agency_name"),
            models.Index(fields=["country", "region"], name="agencies_agency_region"),
        ]

    def __str__(self) -> str:
        return self.name

    # Who the agency is: once it is verified, these change by the IACP's decision alone.
    DECIDED = ("name", "kind", "country", "region", "city", "ori")

    @property
    def is_verified(self) -> bool:
        """Whether the IACP has verified a pledge of it, whatever became of that pledge since."""
        return bool(self.verified_name)

    @property
    def slug(self) -> str:
        return slug_of(self.name)

    @property
    def place(self) -> str:
        """City, state or province, and the country where it isn't the United States."""
        return place_name(city=self.city, region=self.region, country=self.country)


class ReferenceAgency(models.Model):
    """An agency of the list: by its ORI alone, pledged or not. Loaded whole by ``manage.py load_reference``."""

    ori = models.CharField(_("ORI"), max_length=9, unique=True, validators=[ori_validator])
    name = models.CharField(_("agency name"), max_length=160)
    kind = models.CharField(_("type of agency"), max_length=20, choices=Agency.Kind.choices)
    region = models.CharField(_("state"), max_length=6)
    county = models.CharField(_("county"), max_length=120, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    officers = models.PositiveIntegerField(_("officers"), null=True, blank=True)
    searched = SearchedField(of=("name",))

    objects = SearchedQuerySet.as_manager()

    class Meta:
        verbose_name = _("agency of the reference list")
        verbose_name_plural = _("reference list")
        ordering = ["region", "name"]
        indexes = [models.Index(fields=["region", "name"], name="agencies_reference_region")]

    def __str__(self) -> str:
        return self.ori
