"""Keep addresses as they are looked for from now on: without invisible signs, the host name in its ASCII form.

An address whose tidy spelling belongs to another account already stays as it is.
"""

from django.db import migrations

from common.text import tidy_address


def tidy(apps, _schema_editor):
    for model, taken in (("accounts.User", {}), ("account.EmailAddress", {"verified": True})):
        rows = apps.get_model(model).objects
        # Nearly all are letters, digits and few signs of ASCII, and tidy as they are.
        for row in rows.exclude(email__regex=r"^[!-=?-~]+$").iterator():
            email = tidy_address(row.email)
            if email != row.email and not rows.filter(email=email, **taken).exists():
                rows.filter(pk=row.pk).update(email=email)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_knownas"), ("account", "0009_emailaddress_unique_primary_email")]
    operations = [migrations.RunPython(tidy, migrations.RunPython.noop)]
