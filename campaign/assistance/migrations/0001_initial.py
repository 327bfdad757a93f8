import common.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from common.moved_models import take_over

MODELS = """
    assistancerequest assistanceentry peermatch
""".split()
STATE = [
    migrations.CreateModel(
        name='AssistanceRequest',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ('public_id', models.CharField(default=common.models.opaque_code, editable=False, max_length=26, unique=True, verbose_name='public ID')),
            ('kind', models.CharField(choices=[('peer', 'Peer-to-peer'), ('technical', 'Technical assistance'), ('site', 'Learning-site conversation'), ('contact', 'Contact')], max_length=10, verbose_name='kind')),
            ('state', models.CharField(choices=[('new', 'New'), ('assigned', 'Being worked on'), ('answered', 'Answered'), ('closed', 'Closed')], default='new', max_length=10, verbose_name='state')),
            ('name', models.CharField(max_length=120, verbose_name='name')),
            ('email', models.EmailField(max_length=254, verbose_name='email address')),
            ('email_mark', models.CharField(db_index=True, editable=False, max_length=64)),
            ('organization', models.CharField(blank=True, max_length=160, verbose_name='agency or organization')),
            ('agency_kind', models.CharField(blank=True, choices=[('municipal', 'City or town police'), ('county', 'County police'), ('sheriff', "Sheriff's office"), ('state', 'State or provincial police'), ('campus', 'Campus or school police'), ('hospital', 'Hospital police'), ('tribal', 'Tribal police'), ('transit', 'Transit, airport or railroad police'), ('federal', 'Federal agency'), ('other', 'Other')], max_length=20, verbose_name='type of agency')),
            ('region', models.CharField(blank=True, max_length=6, verbose_name='state or province')),
            ('sworn', models.PositiveIntegerField(blank=True, null=True, verbose_name='sworn officers')),
            ('subject', models.CharField(max_length=160, verbose_name='subject')),
            ('follow_hash', models.CharField(editable=False, max_length=64, unique=True)),
            ('turned_at', models.DateTimeField(verbose_name='waiting since')),
            ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
            ('closure', models.CharField(blank=True, choices=[('solved', 'Answered, nothing is left to do'), ('connected', 'Connected with a peer or a learning site'), ('passed_on', 'Passed on to another program'), ('no_reply', 'No reply any more'), ('not_ours', 'Not something that the campaign can help with'), ('spam', 'Not a serious request')], max_length=12, verbose_name='reason')),
            ('rating', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='rating')),
            ('rating_comment', models.TextField(blank=True, max_length=1000, verbose_name='comment')),
            ('rated_at', models.DateTimeField(blank=True, null=True, verbose_name='rated')),
            ('forgotten_at', models.DateTimeField(blank=True, null=True, verbose_name='emptied')),
            ('form_key', models.CharField(editable=False, max_length=64, unique=True)),
            ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='assistance_requests', to='agencies.agency', verbose_name='agency')),
            ('assigned_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='assigned to')),
            ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='content.learningsite', verbose_name='learning site')),
        ],
        options={
            'verbose_name': 'request for help',
            'verbose_name_plural': 'requests for help',
            'ordering': ['turned_at'],
        },
    ),
    migrations.CreateModel(
        name='AssistanceEntry',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('kind', models.CharField(choices=[('asked', 'From the requester'), ('answer', "From the campaign's staff"), ('note', 'Internal note')], max_length=10, verbose_name='kind')),
            ('text', models.TextField(max_length=6000, verbose_name='text')),
            ('at', models.DateTimeField(verbose_name='at')),
            ('form_key', models.CharField(editable=False, max_length=64, unique=True)),
            ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='assistance.assistancerequest')),
        ],
        options={
            'verbose_name': 'entry of a request',
            'verbose_name_plural': 'entries of a request',
            'ordering': ['pk'],
        },
    ),
    migrations.CreateModel(
        name='PeerMatch',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ('outcome', models.CharField(choices=[('proposed', 'Proposed'), ('agreed', 'Agreed to talk'), ('met', 'They talked'), ('declined', 'Declined')], default='proposed', max_length=10, verbose_name='outcome')),
            ('agency', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agencies.agency')),
            ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matches', to='assistance.assistancerequest')),
        ],
        options={
            'verbose_name': 'peer match',
            'verbose_name_plural': 'peer matches',
            'ordering': ['pk'],
        },
    ),
    migrations.AddIndex(
        model_name='assistancerequest',
        index=models.Index(fields=['state', 'turned_at'], name='campaign_request_queue'),
    ),
    migrations.AddIndex(
        model_name='assistancerequest',
        index=models.Index(fields=['agency', 'state'], name='campaign_request_agency'),
    ),
    migrations.AddConstraint(
        model_name='assistancerequest',
        constraint=models.CheckConstraint(condition=models.Q(('rating__isnull', True), models.Q(('rating__gte', 1), ('rating__lte', 5)), _connector='OR'), name='campaign_request_rating_1_to_5'),
    ),
    migrations.AddConstraint(
        model_name='peermatch',
        constraint=models.UniqueConstraint(fields=('request', 'agency'), name='campaign_match_once'),
    ),
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0011_plain_words"),
        ("content", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("campaign", "0017_rooms"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = take_over("campaign", "assistance", state=STATE, models=MODELS)
