import common.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from common.moved_models import take_over

MODELS = """
    blockedsender conversation abusereport conversationmessage
""".split()
STATE = [
    migrations.CreateModel(
        name='BlockedSender',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ('public_id', models.CharField(default=common.models.opaque_code, editable=False, max_length=26, unique=True, verbose_name='public ID')),
            ('mark', models.CharField(editable=False, max_length=64, unique=True)),
            ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'verbose_name': 'blocked sender',
            'verbose_name_plural': 'blocked senders',
            'ordering': ['-created_at'],
        },
    ),
    migrations.CreateModel(
        name='Conversation',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ('public_id', models.CharField(default=common.models.opaque_code, editable=False, max_length=26, unique=True, verbose_name='public ID')),
            ('sender_name', models.CharField(max_length=120, verbose_name="sender's name")),
            ('sender_organization', models.CharField(blank=True, max_length=160, verbose_name="sender's agency or organization")),
            ('sender_email', models.EmailField(max_length=254, verbose_name="sender's email address")),
            ('sender_mark', models.CharField(db_index=True, editable=False, max_length=64)),
            ('subject', models.CharField(max_length=160, verbose_name='subject')),
            ('state', models.CharField(choices=[('unconfirmed', 'Address not confirmed'), ('waiting', 'Waits for the agency'), ('answered', 'Answered'), ('closed', 'Closed')], default='unconfirmed', max_length=12, verbose_name='state')),
            ('confirm_hash', models.CharField(editable=False, max_length=64, unique=True)),
            ('follow_hash', models.CharField(editable=False, max_length=64, unique=True)),
            ('expires_at', models.DateTimeField(verbose_name='to be confirmed until')),
            ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed')),
            ('moved_at', models.DateTimeField(verbose_name='last message or step')),
            ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
            ('closed_by', models.CharField(blank=True, choices=[('sender', 'The person who asked'), ('agency', 'The agency'), ('desk', "The campaign's staff")], max_length=10, verbose_name='closed by')),
            ('form_key', models.CharField(editable=False, max_length=64, unique=True)),
            ('agency', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conversations', to='agencies.agency', verbose_name='agency')),
        ],
        options={
            'verbose_name': 'conversation',
            'verbose_name_plural': 'conversations',
            'ordering': ['-moved_at'],
        },
    ),
    migrations.CreateModel(
        name='AbuseReport',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ('public_id', models.CharField(default=common.models.opaque_code, editable=False, max_length=26, unique=True, verbose_name='public ID')),
            ('side', models.CharField(choices=[('sender', 'The person who asked'), ('agency', 'The agency'), ('desk', "The campaign's staff")], max_length=10, verbose_name='reported by')),
            ('reason', models.TextField(max_length=2000, verbose_name='what is wrong')),
            ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled')),
            ('outcome', models.CharField(blank=True, choices=[('nothing', 'Nothing to be done'), ('closed', 'Conversation closed'), ('blocked', 'Conversation closed and sender blocked')], max_length=10, verbose_name='outcome')),
            ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='conversations.conversation')),
        ],
        options={
            'verbose_name': 'report of abuse',
            'verbose_name_plural': 'reports of abuse',
            'ordering': ['created_at'],
        },
    ),
    migrations.CreateModel(
        name='ConversationMessage',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('side', models.CharField(choices=[('sender', 'The person who asked'), ('agency', 'The agency'), ('desk', "The campaign's staff")], max_length=10, verbose_name='side')),
            ('text', models.TextField(max_length=4000, verbose_name='message')),
            ('at', models.DateTimeField(verbose_name='at')),
            ('form_key', models.CharField(editable=False, max_length=64, unique=True)),
            ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='conversations.conversation')),
        ],
        options={
            'verbose_name': 'message',
            'verbose_name_plural': 'messages',
            'ordering': ['pk'],
        },
    ),
    migrations.AddIndex(
        model_name='conversation',
        index=models.Index(fields=['agency', 'state'], name='campaign_conversation_waiting'),
    ),
    migrations.AddIndex(
        model_name='conversation',
        index=models.Index(fields=['moved_at'], name='campaign_conversation_moved'),
    ),
    migrations.AddConstraint(
        model_name='abusereport',
        constraint=models.UniqueConstraint(condition=models.Q(('settled_at__isnull', True)), fields=('conversation', 'side'), name='campaign_report_one_open_a_side'),
    ),
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0011_plain_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("campaign", "0017_rooms"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = take_over("campaign", "conversations", state=STATE, models=MODELS)
