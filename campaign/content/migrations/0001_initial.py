import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from common.moved_models import take_over

MODELS = """
    association disclaimer learningsite linkcheck milestone nomination note question resource statistic supporter
    classlisting commentswitch post comment spotlight version
""".split()
STATE = [
    migrations.CreateModel(
        name='Association',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ('is_published', models.BooleanField(default=False, help_text='A draft is seen in the preview alone.', verbose_name='published')),
            ('name', models.CharField(max_length=160, unique=True, verbose_name='name')),
            ('url', models.URLField(blank=True, max_length=500, verbose_name='website')),
        ],
        options={
            'verbose_name': 'partnering association',
            'verbose_name_plural': 'partnering associations',
            'ordering': ['name'],
        },
    ),
    migrations.CreateModel(
        name='Disclaimer',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ('is_published', models.BooleanField(default=False, help_text='A draft is seen in the preview alone.', verbose_name='published')),
            ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ('text', models.TextField(max_length=1500, verbose_name='text')),
        ],
        options={
            'verbose_name': 'disclaimer',
            'verbose_name_plural': 'disclaimers',
            'ordering': ['position', 'pk'],
        },
    ),
    migrations.CreateModel(
        name='LearningSite',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ('is_published', models.BooleanField(default=False, help_text='A draft is seen in the preview alone.', verbose_name='published')),
            ('name', models.CharField(max_length=160, unique=True, verbose_name='name')),
            ('state', models.CharField(max_length=60, verbose_name='state')),
            ('about', models.TextField(blank=True, max_length=1500, verbose_name='what others learn there')),
            ('url', models.URLField(blank=True, max_length=500, verbose_name='address')),
        ],
        options={
            'verbose_name': 'learning site',
            'verbose_name_plural': 'learning sites',
            'ordering': ['name'],
        },
    ),
    migrations.CreateModel(
        name='LinkCheck',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('url', models.URLField(max_length=500, unique=True, verbose_name='address')),
            ('result', models.CharField(choices=[('fine', 'Answers'), ('broken', 'Broken'), ('unsure', "Couldn't tell")], max_length=10, verbose_name='result')),
            ('status', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='status')),
            ('problem', models.CharField(blank=True, max_length=200, verbose_name='what was wrong')),
            ('checked_at', models.DateTimeField(verbose_name='checked at')),
            ('broken_since', models.DateTimeField(blank=True, null=True, verbose_name='broken since')),
        ],
        options={
            'verbose_name': 'link',
            'verbose_name_plural': 'links, checked nightly',
            'ordering': ['result', 'url'],
        },
    ),
    migrations.CreateModel(
        name='Milestone',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ('is_published', models.BooleanField(default=False, help_text='A draft is seen in the preview alone.', verbose_name='published')),
            ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1893), django.core.validators.MaxValueValidator(2200)], verbose_name='year')),
            ('text', models.CharField(max_length=300, verbose_name='what happened')),
            ('url', models.URLField(blank=True, max_length=500, verbose_name='address')),
        ],
        options={
            'verbose_name': 'milestone',
            'verbose_name_plural': 'timeline',
            'ordering': ['year', 'pk'],
        },
    ),
    migrations.CreateModel(
        name='Nomination',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ('nominee', models.CharField(max_length=200, verbose_name='nominee')),
            ('summary', models.TextField(max_length=3000, verbose_name='the work')),
            ('contact', models.CharField(max_length=300, verbose_name="sender's contact")),
            ('nominee_contact', models.CharField(blank=True, max_length=300, verbose_name="nominee's contact")),
            ('state', models.CharField(choices=[('new', 'New'), ('considered', 'Being considered'), ('chosen', 'Chosen'), ('set_aside', 'Set aside')], default='new', max_length=20, verbose_name='state')),
            ('note', models.TextField(blank=True, max_length=2000, verbose_name='note for staff')),
            ('form_key', models.CharField(editable=False, max_length=64, unique=True)),
        ],
        options={
            'verbose_name': 'nomination',
            'verbose_name_plural': 'nominations',
            'ordering': ['-created_at'],
        },
    ),
    migrations.CreateModel(
        name='Note',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ('is_published', models.BooleanField(default=False, help_text='A draft is seen in the preview alone.', verbose_name='published')),
            ('number', models.PositiveSmallIntegerField(unique=True, verbose_name='number')),
            ('text', models.TextField(max_length=1000, verbose_name='source')),
            ('url', models.URLField(blank=True, max_length=500, verbose_name='address')),
        ],
        options={
            'verbose_name': 'note',
            'verbose_name_plural': 'notes to the statistics',
            'ordering': ['number'],
        },
    ),
    migrations.CreateModel(
        name='Question',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ('is_published', models.BooleanField(default=False, help_text='A draft is seen in the preview alone.', verbose_name='published')),
            ('number', models.PositiveSmallIntegerField(unique=True, verbose_name='number')),
            ('question', models.CharField(max_length=300, verbose_name='question')),
            ('answer', models.TextField(help_text='An empty line starts a new paragraph.', max_length=4000, verbose_name='answer')),
        ],
        options={
            'verbose_name': 'question',
            'verbose_name_plural': 'questions',
            'ordering': ['number'],
        },
    ),
    migrations.CreateModel(
        name='Resource',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ('is_published', models.BooleanField(default=False, help_text='A draft is seen in the preview alone.', verbose_name='published')),
            ('title', models.CharField(max_length=250, verbose_name='title')),
            ('kind', models.CharField(choices=[('policy', 'Model policy'), ('toolkit', 'Toolkit'), ('primer', 'Primer'), ('guide', 'Guide'), ('report', 'Report'), ('resolution', 'Resolution'), ('article', 'Article or sheet'), ('course', 'Course'), ('elearning', 'E-learning'), ('webinar', 'Webinar'), ('podcast', 'Podcast'), ('library', 'Site or library')], max_length=20, verbose_name='type')),
            ('audience', models.CharField(choices=[('all', 'Everyone'), ('command', 'Command staff'), ('officers', 'Officers'), ('trainers', 'Trainers'), ('policy', 'Policy writers'), ('partners', 'Community partners')], default='all', max_length=20, verbose_name='for')),
            ('publisher', models.CharField(blank=True, max_length=160, verbose_name='published by')),
            ('year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1893), django.core.validators.MaxValueValidator(2200)], verbose_name='year')),
            ('summary', models.TextField(blank=True, max_length=1500, verbose_name='what it is')),
            ('url', models.URLField(blank=True, max_length=500, verbose_name='address')),
            ('is_historical', models.BooleanField(default=False, help_text='Kept for the record: superseded, or the position of its year.', verbose_name='historical')),
            ('is_coming', models.BooleanField(default=False, verbose_name='coming soon')),
            ('is_members_only', models.BooleanField(default=False, help_text='Its address and whole text are shown to signed-in members of agencies and to staff alone; the rest is the teaser.', verbose_name='for members')),
            ('body', models.TextField(blank=True, help_text='What it says, when it has no address of its own. An empty line starts a new paragraph.', max_length=12000, verbose_name='whole text')),
        ],
        options={
            'verbose_name': 'resource',
            'verbose_name_plural': 'resources',
            'ordering': ['is_historical', 'kind', '-year', 'title'],
        },
    ),
    migrations.CreateModel(
        name='Statistic',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ('is_published', models.BooleanField(default=False, help_text='A draft is seen in the preview alone.', verbose_name='published')),
            ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ('figure', models.CharField(help_text='Shown large, such as 32% or 65% to 70%.', max_length=40, verbose_name='figure')),
            ('statement', models.TextField(help_text='Ends with the number of its note in brackets, such as [3]. More than one may stand in the text.', max_length=600, verbose_name='statement')),
            ('remark', models.TextField(blank=True, help_text='Shown in small print, such as how to read the figure.', max_length=600, verbose_name='remark')),
        ],
        options={
            'verbose_name': 'statistic',
            'verbose_name_plural': 'statistics',
            'ordering': ['position', 'pk'],
        },
    ),
    migrations.CreateModel(
        name='Supporter',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ('is_published', models.BooleanField(default=False, help_text='A draft is seen in the preview alone.', verbose_name='published')),
            ('name', models.CharField(max_length=160, verbose_name='name')),
            ('city', models.CharField(max_length=80, verbose_name='city')),
            ('state', models.CharField(max_length=60, verbose_name='state or province')),
            ('url', models.URLField(blank=True, max_length=500, verbose_name='website')),
            ('contact_name', models.CharField(blank=True, max_length=120, verbose_name="contact's name")),
            ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name="contact's email address")),
            ('reason', models.TextField(blank=True, max_length=1500, verbose_name='why they support the campaign')),
            ('form_key', models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True)),
        ],
        options={
            'verbose_name': 'supporting organization',
            'verbose_name_plural': 'supporting organizations',
            'ordering': ['name'],
        },
    ),
    migrations.CreateModel(
        name='ClassListing',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ('is_published', models.BooleanField(default=False, help_text='A draft is seen in the preview alone.', verbose_name='published')),
            ('course', models.CharField(choices=[('cit', 'CIT (Crisis Intervention Team)'), ('crit', 'CRIT (Crisis Response and Intervention Training)'), ('mhfa', 'MHFA (Mental Health First Aid)'), ('other', 'Another course')], max_length=10, verbose_name='course')),
            ('title', models.CharField(max_length=160, verbose_name='name of the class')),
            ('provider', models.CharField(max_length=160, verbose_name='given by')),
            ('delivery', models.CharField(choices=[('in_person', 'In person'), ('online', 'Live online')], default='in_person', max_length=12, verbose_name='delivery')),
            ('city', models.CharField(blank=True, max_length=80, verbose_name='city')),
            ('region', models.CharField(help_text='As a code, such as US-GA or CA-ON.', max_length=6, validators=[django.core.validators.RegexValidator('^[A-Z]{2}-[A-Z0-9]{1,3}\\Z', 'Such as US-GA or CA-ON.')], verbose_name='state or province')),
            ('starts_on', models.DateField(verbose_name='first day')),
            ('ends_on', models.DateField(verbose_name='last day')),
            ('seats_open', models.PositiveIntegerField(blank=True, help_text="Empty when it isn't known; 0 when it is full.", null=True, verbose_name='open seats')),
            ('url', models.URLField(help_text='A page, so that no address is exposed.', max_length=500, verbose_name='where to ask for a seat')),
            ('sent_by', models.CharField(blank=True, max_length=300, verbose_name='announced by')),
            ('form_key', models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True)),
        ],
        options={
            'verbose_name': 'class listing',
            'verbose_name_plural': 'class listings',
            'ordering': ['starts_on', 'pk'],
            'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='campaign_class_ends_after_it_starts', violation_error_message='The last day is before the first.')],
        },
    ),
    migrations.CreateModel(
        name='CommentSwitch',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ('is_on', models.BooleanField(default=False, help_text='Posts that take comments show those that were let through, and a form. Off: neither.', verbose_name='comments are on')),
        ],
        options={
            'verbose_name': 'comments, switch for all news',
            'verbose_name_plural': 'comments, switch for all news',
            'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='campaign_comment_switch_is_one')],
        },
    ),
    migrations.CreateModel(
        name='Post',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ('is_published', models.BooleanField(default=False, help_text='A draft is seen in the preview alone.', verbose_name='published')),
            ('title', models.CharField(max_length=160, verbose_name='title')),
            ('slug', models.SlugField(max_length=80, unique=True, verbose_name='last part of its address')),
            ('teaser', models.TextField(help_text='Stands in lists and in the feed. Everyone reads it, also when the rest is for members.', max_length=600, verbose_name='teaser')),
            ('body', models.TextField(blank=True, help_text='An empty line starts a new paragraph.', max_length=12000, verbose_name='whole text')),
            ('published_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='appears on')),
            ('is_members_only', models.BooleanField(default=False, help_text='The whole text is shown to signed-in members of agencies and to staff alone.', verbose_name='for members')),
            ('takes_comments', models.BooleanField(default=False, help_text='Only while comments are switched on for all news, too.', verbose_name='takes comments')),
        ],
        options={
            'verbose_name': 'news post',
            'verbose_name_plural': 'news posts',
            'ordering': ['-published_on', '-pk'],
            'indexes': [models.Index(fields=['-published_on', '-id'], name='campaign_post_latest')],
        },
    ),
    migrations.CreateModel(
        name='Comment',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ('name', models.CharField(max_length=80, verbose_name='name')),
            ('text', models.TextField(max_length=2000, verbose_name='comment')),
            ('state', models.CharField(choices=[('waiting', 'Waiting'), ('shown', 'Shown'), ('hidden', 'Hidden')], default='waiting', max_length=10, verbose_name='state')),
            ('form_key', models.CharField(editable=False, max_length=64, unique=True)),
            ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signed in as')),
            ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='content.post', verbose_name='post')),
        ],
        options={
            'verbose_name': 'comment',
            'verbose_name_plural': 'comments',
            'ordering': ['-created_at'],
        },
    ),
    migrations.CreateModel(
        name='Spotlight',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ('is_published', models.BooleanField(default=False, help_text='A draft is seen in the preview alone.', verbose_name='published')),
            ('title', models.CharField(max_length=160, verbose_name='title')),
            ('slug', models.SlugField(max_length=80, unique=True, verbose_name='last part of its address')),
            ('who', models.CharField(blank=True, max_length=160, verbose_name='whose work it is')),
            ('summary', models.CharField(max_length=300, verbose_name='in one sentence')),
            ('body', models.TextField(help_text='An empty line starts a new paragraph.', max_length=8000, verbose_name='story')),
            ('figures', models.TextField(blank=True, help_text='One a line: the figure, a bar, what it counts. Such as: 3% | were arrested', max_length=1000, verbose_name='figures')),
            ('shown_on', models.DateField(blank=True, null=True, verbose_name='date')),
            ('is_featured', models.BooleanField(default=False, verbose_name='featured')),
        ],
        options={
            'verbose_name': 'spotlight',
            'verbose_name_plural': 'spotlights',
            'ordering': ['-is_featured', '-shown_on', '-pk'],
            'constraints': [models.UniqueConstraint(models.F('is_featured'), condition=models.Q(('is_featured', True)), name='campaign_spotlight_one_featured', violation_error_message='Another spotlight is featured. Move that one to the archive first.')],
        },
    ),
    migrations.CreateModel(
        name='Version',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('kind', models.CharField(max_length=60, verbose_name='kind')),
            ('row', models.PositiveBigIntegerField(verbose_name='row')),
            ('number', models.PositiveIntegerField(verbose_name='number')),
            ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made at')),
            ('fields', models.JSONField(verbose_name='fields')),
            ('back_to', models.PositiveIntegerField(blank=True, null=True, verbose_name='goes back to')),
            ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
        ],
        options={
            'verbose_name': 'version',
            'verbose_name_plural': 'versions',
            'ordering': ['kind', 'row', '-number'],
            'constraints': [models.UniqueConstraint(fields=('kind', 'row', 'number'), name='campaign_version_number_once')],
        },
    ),
]


def versions(old, new):
    def name(apps, schema_editor):
        for version in apps.get_model("content", "Version").objects.filter(kind__startswith=f"{old}."):
            version.kind = new + version.kind.removeprefix(old)
            version.save(update_fields=["kind"])

    return name


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("campaign", "0017_rooms"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = take_over("campaign", "content", state=STATE, models=MODELS)
    operations += [migrations.RunPython(versions("campaign", "content"), versions("content", "campaign"))]
