"""What was returned becomes rows: a reason at each practice, the draft that has to answer, and the copies that were submitted.

Nothing is lost: the reasons move from their JSON to the rows, and evidence of a certified agency is opened only where all that
its papers say is frozen, its copies included.
"""

import common.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# App and model of each kind of evidence, the list of the facts that it makes, and its columns of the copy.
EVIDENCE = (
    ("partnerships", "Partnership", "partnerships", "mou", "mou_name"),
    ("policies", "Policy", "policies", "file", "file_name"),
)


def keep(apps, schema_editor):
    completions = apps.get_model("pledges", "Completion").objects
    for completion in completions.filter(state="returned").iterator(chunk_size=200):
        _keep_reasons(apps, completion)
    for completion in completions.filter(state="approved").iterator(chunk_size=200):
        completion.practices.update(finding="verified", found_at=completion.decided_at)
    for completion in completions.filter(state__in=["draft", "submitted"]).iterator(chunk_size=200):
        earlier = completions.filter(pledge=completion.pledge_id, id__lt=completion.pk)
        last = earlier.filter(state__in=["returned", "approved"]).order_by("-id").first()
        if last is not None and last.state == "returned":
            completion.follows = last
            completion.save(update_fields=["follows"])
    standing = completions.filter(state="submitted") | completions.filter(state="approved", pledge__state="completed")
    for completion in standing.iterator(chunk_size=200):
        _keep_copies(apps, completion)
    for completion in completions.filter(state="approved", pledge__state="completed", particulars__isnull=False):
        _unlock(apps, completion.agency_id)
    # PostgreSQL indexes no table of which rows still wait for their checks.
    schema_editor.connection.check_constraints()


def _keep_reasons(apps, completion):
    rows = apps.get_model("pledges", "CompletionPractice").objects
    said = completion.return_reasons or {}
    completion.told = said.get("reasons", "")
    completion.save(update_fields=["told"])
    for practice, reason in said.get("practices", {}).items():
        if reason.strip():
            rows.update_or_create(
                completion=completion,
                practice=practice,
                defaults={"finding": "returned", "reason": reason, "found_at": completion.decided_at},
            )


def _keep_copies(apps, completion):
    copies = apps.get_model("pledges", "SubmittedCopy").objects
    for app, model, evidence, file, name in EVIDENCE:
        refs = [entry["ref"] for entry in (completion.facts or {}).get(evidence, [])]
        found = apps.get_model(app, model).objects.filter(agency=completion.agency_id, public_id__in=refs)
        for row in found.filter(**{f"{file}__isnull": False, "locked_at__isnull": False}):
            copies.create(
                completion=completion,
                evidence=evidence,
                ref=row.public_id,
                file_id=getattr(row, f"{file}_id"),
                file_name=getattr(row, name),
                # Historical models have no default that is called for each row.
                public_id=common.models.opaque_code(),
            )


def _unlock(apps, agency):
    for app, model in (*(kind[:2] for kind in EVIDENCE), ("training", "TrainingRecord")):
        apps.get_model(app, model).objects.filter(agency=agency, locked_at__isnull=False).update(locked_at=None)


def give_back(apps, schema_editor):
    """The reasons alone: what was opened stays open, for it may have been changed since."""
    completions = apps.get_model("pledges", "Completion").objects
    for completion in completions.filter(state="returned").iterator(chunk_size=200):
        rows = completion.practices.filter(finding="returned")
        completion.return_reasons = {
            "reasons": completion.told,
            "practices": dict(rows.values_list("practice", "reason")),
        }
        completion.save(update_fields=["return_reasons"])


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0002_upload_day'),
        ('partnerships', '0002_related_name'),
        ('policies', '0002_related_name'),
        ('training', '0004_one_agency'),
        ('pledges', '0012_named_coordinators'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SubmittedCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('public_id', models.CharField(default=common.models.opaque_code, editable=False, max_length=26, unique=True, verbose_name='public ID')),
                ('evidence', models.CharField(max_length=40, verbose_name='kind of evidence')),
                ('ref', models.CharField(max_length=40, verbose_name='entry')),
                ('file_name', models.CharField(blank=True, max_length=200, verbose_name='file name')),
            ],
            options={
                'verbose_name': 'submitted copy',
                'verbose_name_plural': 'submitted copies',
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='completion',
            name='answer',
            field=models.TextField(blank=True, max_length=2000, verbose_name='what was changed'),
        ),
        migrations.AddField(
            model_name='completion',
            name='follows',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='pledges.completion', verbose_name='follows'),
        ),
        migrations.AddField(
            model_name='completion',
            name='told',
            field=models.TextField(blank=True, max_length=4000, verbose_name='what the agency is told'),
        ),
        migrations.AddField(
            model_name='completionpractice',
            name='answer',
            field=models.TextField(blank=True, max_length=2000, verbose_name='what was changed'),
        ),
        migrations.AddField(
            model_name='completionpractice',
            name='digest',
            field=models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of what it stands on'),
        ),
        migrations.AddField(
            model_name='completionpractice',
            name='finding',
            field=models.CharField(blank=True, choices=[('', 'Not decided yet'), ('verified', 'Verified'), ('returned', 'Returned')], default='', max_length=8, verbose_name='finding'),
        ),
        migrations.AddField(
            model_name='completionpractice',
            name='found_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='found'),
        ),
        migrations.AddField(
            model_name='completionpractice',
            name='found_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='found by'),
        ),
        migrations.AddField(
            model_name='completionpractice',
            name='is_changed',
            field=models.BooleanField(blank=True, null=True, verbose_name='changed since the completion before it'),
        ),
        migrations.AddField(
            model_name='completionpractice',
            name='is_kept',
            field=models.BooleanField(default=False, verbose_name='nothing was changed, as the answer says'),
        ),
        migrations.AddField(
            model_name='completionpractice',
            name='reason',
            field=models.TextField(blank=True, max_length=1000, verbose_name='why it was returned'),
        ),
        migrations.AddConstraint(
            model_name='completionpractice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finding__in', ['', 'verified']), ('reason', '')), models.Q(('finding', 'returned'), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='pledges_completionpractice_returned_with_reason'),
        ),
        migrations.AddField(
            model_name='submittedcopy',
            name='completion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='pledges.completion', verbose_name='completion'),
        ),
        migrations.AddField(
            model_name='submittedcopy',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='copy'),
        ),
        migrations.AddConstraint(
            model_name='submittedcopy',
            constraint=models.UniqueConstraint(fields=('completion', 'evidence', 'ref'), name='pledges_submittedcopy_once'),
        ),
        migrations.RunPython(keep, give_back),
    ]
