from django.db import migrations

MODELS = """
    association classlisting comment commentswitch disclaimer linkcheck milestone nomination note post question resource
    spotlight statistic supporter version issuedelivery issuesection issue subscriber subscribercount postaladdress
    peermatch assistanceentry assistancerequest learningsite abusereport blockedsender conversationmessage conversation
""".split()


class Migration(migrations.Migration):
    """The models move into the four rooms of the wing. Their tables stay: each room's first migration takes its own over."""

    dependencies = [("campaign", "0016_plain_words")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name) for name in MODELS],
        ),
    ]
