"""People who can sign in, and what they may do for the IACP. What they may do for an agency is in ``agencies``."""

from typing import Any, ClassVar
from unicodedata import normalize

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from common.models import opaque_code
from common.text import tidy_address
from common.tokens import Link


class UserManager(BaseUserManager["User"]):
    """Users by their email address, which is kept in small letters."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new user. Without a password the account can't be signed in to until one is set."""
        user = self.model(email=tidy_address(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A campaign administrator who may also use every page of Django's admin."""
        fields.setdefault("staff_role", User.StaffRole.ADMINISTRATOR)
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        """The user with this address, whatever its case."""
        return self.get(email=tidy_address(email or ""))


SECOND_STEP_CODE = Link("accounts.second_step_code")


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by email address."""

    class StaffRole(models.TextChoices):
        NONE = "", _("None")
        EDITOR = "editor", _("Content editor")
        REVIEWER = "reviewer", _("Reviewer")
        ADMINISTRATOR = "administrator", _("Campaign administrator")

    class WaitingEmails(models.TextChoices):
        AT_ONCE = "at_once", _("Right away, for each new item")
        DAILY = "daily", _("Every morning, if anything is waiting")
        NEVER = "never", _("Never")

    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    staff_role = models.CharField(
        _("role at the IACP"), max_length=20, choices=StaffRole.choices, default=StaffRole.NONE, blank=True
    )
    waiting_emails = models.CharField(
        _("emails about waiting items"),
        max_length=8,
        choices=WaitingEmails.choices,
        default=WaitingEmails.DAILY,
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)
    # Signed in last before the present time: what is new to them is what happened since.
    signed_in_before = models.DateTimeField(_("signed in before that"), null=True, blank=True, editable=False)
    # Every session's hash covers this number: adding one signs the person out everywhere.
    sessions_ended = models.PositiveIntegerField(default=0, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="accounts_user_email_any_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def set_password(self, raw_password: str | None) -> None:
        """Keep a password as Unicode's NFKC has it: what is typed on a Mac and on Windows differs in how accents are written."""
        super().set_password(raw_password and normalize("NFKC", raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the password, however its accents are written; also as it was typed, for those set before."""
        if raw_password is None:
            return False
        plain = normalize("NFKC", raw_password)
        return super().check_password(plain) or (
            plain != raw_password and super().check_password(raw_password)
        )

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django's hash over the password, and over the number of times that all sessions were ended."""
        of_password: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]
        return salted_hmac(
            "accounts.session", f"{of_password}:{self.sessions_ended}", secret=secret, algorithm="sha256"
        ).hexdigest()

    @property
    def is_reviewer(self) -> bool:
        """Reviewers decide; campaign administrators may do whatever a reviewer may."""
        return self.is_active and self.staff_role in {self.StaffRole.REVIEWER, self.StaffRole.ADMINISTRATOR}

    @property
    def is_campaign_administrator(self) -> bool:
        return self.is_active and self.staff_role == self.StaffRole.ADMINISTRATOR

    @property
    def is_content_editor(self) -> bool:
        """Content editors write what the campaign's public pages say, and decide nothing."""
        return self.is_active and self.staff_role == self.StaffRole.EDITOR

    @property
    def is_at_the_iacp(self) -> bool:
        """Anyone who has a role at the IACP, and so a second step."""
        return self.is_active and self.staff_role != self.StaffRole.NONE

    @property
    def is_staff(self) -> bool:
        """Django's admin is for campaign administrators and content editors."""
        return self.is_campaign_administrator or self.is_content_editor

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Django's permissions, and what the settings let the IACP's roles see and edit in Django's admin."""
        return (
            super().has_perm(perm, obj)
            or (self.is_campaign_administrator and administrators_may(perm))
            or (self.is_content_editor and editors_may(perm))
        )

    def has_module_perms(self, app_label: str) -> bool:
        """Whether the admin shows the app at all."""
        return (
            super().has_module_perms(app_label)
            or (
                self.is_campaign_administrator
                and app_label in _apps(settings.ADMINISTRATORS_EDIT, settings.ADMINISTRATORS_SEE)
            )
            or (self.is_content_editor and app_label in _apps(settings.EDITORS_EDIT, settings.EDITORS_SEE))
        )


class AddressCode(models.Model):
    """The code that was mailed last to a person who is to set up a first second step; kept only as a hash."""

    user = models.OneToOneField(User, models.CASCADE, related_name="+")
    # What the code is derived from: another one with each email.
    seed = models.CharField(max_length=26, default=opaque_code)
    code_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("code to show that an address is one's own")
        verbose_name_plural = _("codes to show that an address is one's own")

    def __str__(self) -> str:
        return str(self.user_id)


class SecondStepReset(models.Model):
    """That an administrator took a lost second step off an account, and why."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="second_step_resets", verbose_name=_("person")
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("administrator"))
    reason = models.TextField(_("reason"), max_length=1000)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("reset of a second step")
        verbose_name_plural = _("resets of a second step")
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.pk)


def _apps(*names: list[str]) -> set[str]:
    """The apps among names of apps and models."""
    return {name.partition(".")[0] for part in names for name in part}


def administrators_may(perm: str) -> bool:
    """Whether campaign administrators have a permission such as ``content.change_question``.

    The settings name apps ("content") and models ("training.course").
    """
    app, _dot, codename = perm.partition(".")
    verb, _underscore, model = codename.partition("_")
    names = {app, f"{app}.{model}"}
    if names & set(settings.ADMINISTRATORS_EDIT):
        return True
    return verb == "view" and bool(names & set(settings.ADMINISTRATORS_SEE))


def editors_may(perm: str) -> bool:
    """Whether content editors have a permission such as ``content.change_post``. The settings name the models."""
    app, _dot, codename = perm.partition(".")
    verb, _underscore, model = codename.partition("_")
    name = f"{app}.{model}"
    return name in settings.EDITORS_EDIT or (verb == "view" and name in settings.EDITORS_SEE)


class KnownAs(models.Model):
    """An address or a name that a person has or once had. Rows are added by triggers and stay: see ``accounts.known``."""

    class Kind(models.TextChoices):
        ADDRESS = "address", _("Email address")
        NAME = "name", _("Name")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="known_as", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    value = models.CharField(_("as it was written"), max_length=254)

    class Meta:
        verbose_name = _("known as")
        verbose_name_plural = _("known as")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "value"], name="accounts_knownas_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind}"


class KeptForm(models.Model):
    """A form that was sent after its writer's session had ended, sealed, until it is sent again or an hour has passed."""

    public_id = models.CharField(max_length=26, unique=True, default=opaque_code, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=500)
    action = models.CharField(max_length=500)
    sealed = models.BinaryField()
    # The form on that page whose draft these words are, too.
    draft = models.CharField(max_length=40, blank=True)
    kept_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.public_id}"


class Draft(models.Model):
    """What a person has typed into a form and not saved, sealed, until the form is saved or some days have passed.

    A form is known by its page, whose path names the agency where there is one, and by its name there.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=500)
    form = models.CharField(max_length=40)
    sealed = models.BinaryField()
    # The opened form that saved it last, and a mark that is another with each saving: who knows it has seen these words.
    tab = models.CharField(max_length=26)
    mark = models.CharField(max_length=26, default=opaque_code)
    # Whether the words are those of a form that was sent, and refused because the session had ended.
    was_sent = models.BooleanField(default=False)
    saved_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "page", "form"], name="accounts_draft_once_a_form"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class ToldOf(models.Model):
    """A thing that waits and that a person was told of at once, so that no second email tells of it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    # As ``accounts.waiting`` names it: kind, number and moment.
    item = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "item"], name="accounts_toldof_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.item}"
