import common.models
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

from common.moved_models import take_over

MODELS = """
    subscribercount issue issuesection postaladdress subscriber issuedelivery
""".split()
STATE = [
    migrations.CreateModel(
        name='SubscriberCount',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('day', models.DateField(unique=True, verbose_name='day')),
            ('confirmed', models.PositiveIntegerField(verbose_name='subscribers')),
        ],
        options={
            'verbose_name': 'number of subscribers',
            'verbose_name_plural': 'numbers of subscribers',
            'ordering': ['day'],
        },
    ),
    migrations.CreateModel(
        name='Issue',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ('public_id', models.CharField(default=common.models.opaque_code, editable=False, max_length=26, unique=True, verbose_name='public ID')),
            ('version', models.PositiveIntegerField(default=1, editable=False)),
            ('state', models.CharField(choices=[('draft', 'Draft'), ('scheduled', 'Scheduled'), ('sending', 'Being sent'), ('paused', 'Paused'), ('stopped', 'Stopped'), ('sent', 'Sent')], default='draft', max_length=10, verbose_name='state')),
            ('number', models.PositiveIntegerField(editable=False, null=True, unique=True, verbose_name='number')),
            ('subject', models.CharField(max_length=120, verbose_name='subject')),
            ('introduction', models.TextField(blank=True, max_length=4000, verbose_name='introduction')),
            ('since', models.DateTimeField(verbose_name='gathered from')),
            ('gathered_at', models.DateTimeField(verbose_name='gathered until')),
            ('send_at', models.DateTimeField(blank=True, null=True, verbose_name='to be sent')),
            ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='sending began')),
            ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='sending ended')),
            ('recipients', models.PositiveIntegerField(default=0, verbose_name='recipients')),
            ('run', models.PositiveIntegerField(default=0, editable=False)),
        ],
        options={
            'verbose_name': 'newsletter issue',
            'verbose_name_plural': 'newsletter issues',
            'ordering': ['-created_at'],
            'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('state',), name='campaign_issue_one_draft'), models.CheckConstraint(condition=models.Q(models.Q(('number__isnull', True), ('state__in', ['draft', 'scheduled'])), models.Q(('number__isnull', False), ('state__in', ['sending', 'paused', 'stopped', 'sent'])), _connector='OR'), name='campaign_issue_numbered_when_sent')],
        },
    ),
    migrations.CreateModel(
        name='IssueSection',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('kind', models.CharField(choices=[('figures', 'Figures'), ('pledges', 'New pledges'), ('certified', 'New certifications'), ('spotlight', 'Spotlight'), ('news', 'News'), ('events', 'Events'), ('text', 'Own text')], default='text', max_length=10, verbose_name='kind')),
            ('heading', models.CharField(max_length=120, verbose_name='heading')),
            ('text', models.TextField(blank=True, max_length=20000, verbose_name='text')),
            ('position', models.PositiveIntegerField(verbose_name='position')),
            ('is_included', models.BooleanField(default=True, verbose_name='in the issue')),
            ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='newsletter.issue')),
        ],
        options={
            'verbose_name': 'section of an issue',
            'verbose_name_plural': 'sections of an issue',
            'ordering': ['position', 'pk'],
        },
    ),
    migrations.CreateModel(
        name='PostalAddress',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ('text', models.TextField(help_text='As on an envelope: name, street, city, state, postal code, country. It stands at the bottom of every email of the newsletter.', max_length=300, verbose_name='postal address')),
        ],
        options={
            'verbose_name': "newsletter's postal address",
            'verbose_name_plural': "newsletter's postal address",
            'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='campaign_postal_address_is_one')],
        },
    ),
    migrations.CreateModel(
        name='Subscriber',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ('public_id', models.CharField(default=common.models.opaque_code, editable=False, max_length=26, unique=True, verbose_name='public ID')),
            ('email', models.EmailField(max_length=254, unique=True, verbose_name='email address')),
            ('confirm_seed', models.CharField(default=common.models.opaque_code, editable=False, max_length=26)),
            ('confirm_hash', models.CharField(editable=False, max_length=64, unique=True)),
            ('leave_hash', models.CharField(editable=False, max_length=64, unique=True)),
            ('asked_at', models.DateTimeField(verbose_name='asked')),
            ('expires_at', models.DateTimeField(verbose_name='to be confirmed until')),
            ('confirmed_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='confirmed')),
            ('consent_wording', models.CharField(max_length=20, verbose_name='wording agreed to')),
        ],
        options={
            'verbose_name': 'subscriber',
            'verbose_name_plural': 'subscribers',
            'ordering': ['-asked_at'],
            'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='campaign_subscriber_email_lower')],
        },
    ),
    migrations.CreateModel(
        name='IssueDelivery',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('state', models.CharField(choices=[('waiting', 'Waiting'), ('claimed', 'In hand'), ('sent', 'Sent'), ('refused', 'Refused by the mail server'), ('gone', 'Unsubscribed before it was sent')], default='waiting', max_length=8, verbose_name='state')),
            ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
            ('moved_at', models.DateTimeField(null=True, verbose_name='last step')),
            ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='newsletter.issue')),
            ('subscriber', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deliveries', to='newsletter.subscriber')),
        ],
        options={
            'verbose_name': 'delivery of an issue',
            'verbose_name_plural': 'deliveries of an issue',
            'ordering': ['pk'],
            'indexes': [models.Index(fields=['issue', 'state', 'attempts'], name='campaign_delivery_next')],
            'constraints': [models.UniqueConstraint(fields=('issue', 'subscriber'), name='campaign_delivery_once')],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("campaign", "0017_rooms"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = take_over("campaign", "newsletter", state=STATE, models=MODELS)
