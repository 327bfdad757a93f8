"""What the trail's verbs about accounts mean."""

from django.utils.translation import gettext_lazy as _

from audit.labels import register_labels

register_labels(
    {
        "accounts.account_opened": _("Account opened"),
        "accounts.account_closed": _("Account closed"),
        "accounts.account_reopened": _("Account opened again"),
        "accounts.address_confirmed": _("Email address confirmed"),
        "accounts.renamed": _("Name changed"),
        "accounts.staff_role_set": _("Role at the IACP changed"),
        "accounts.password_changed": _("Password changed"),
        "accounts.password_reset": _("New password chosen through a mailed link"),
        "accounts.password_set": _("Password set"),
        "accounts.email_changed": _("Email address changed"),
        "accounts.email_deleted": _("Email address removed"),
        "accounts.totp_activated": _("Two-step sign-in turned on"),
        "accounts.totp_deactivated": _("Two-step sign-in turned off"),
        "accounts.second_step_reset": _("Second step reset by an administrator"),
        "accounts.recovery_codes_generated": _("New recovery codes made"),
        "accounts.waiting_emails_chosen": _("Emails about waiting items changed"),
        # In the security log, which changes nothing.
        "accounts.signed_in": _("Signed in"),
        "accounts.sign_in_failed": _("Sign-in failed"),
        "accounts.sign_in_limited": _("Sign-in refused after too many attempts"),
        "accounts.second_step_failed": _("Code of the second step refused"),
        "accounts.signed_out": _("Signed out"),
    }
)
