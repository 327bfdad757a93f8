"""The words at the foot of every page, where courses are found, and two first pieces of news; staff edit them afterwards."""

import datetime

from django.db import migrations

DISCLAIMERS = (
    "Every agency puts the practices in place in its own way. Funding and the cost of training are matters of local "
    "discretion.",
    "Supported by Cooperative Agreement No. 2019-NT-BX-K002, awarded by the Bureau of Justice Assistance, Office of Justice "
    "Programs, U.S. Department of Justice. Opinions are the authors' own, not the Department's official position, and "
    "naming an agency, company, product or service is no endorsement of it.",
)
# Where the campaign's page leads for a course, filled in only where staff have put nothing.
COURSES = {"Find a Crisis Intervention Team (CIT) course": "https://www.citinternational.org/"}
POSTS = (
    (
        "the-one-mind-campaign-begins",
        datetime.date(2016, 10, 1),
        "The One Mind Campaign begins",
        "Launched at the IACP's annual conference in October 2016: agencies pledge four practices and carry them out within "
        "12 to 36 months.",
        "The campaign was launched at the IACP's annual conference in October 2016, together with the National Council for "
        "Behavioral Health, CIT International, SAMHSA, the Attorney General's office and the Bureau of Justice Assistance.\n\n"
        "It goes back to an advisory group and to three publications: the report of 2010, the model policy of 2014, and the "
        "overview of 2015 on how officers respond to people with mental illness and other disabilities. Its aim is a lasting "
        "relationship between the police and the mental health community.",
    ),
    (
        "more-than-550-agencies",
        datetime.date(2020, 12, 31),
        "More than 550 agencies have taken the pledge",
        "In 2020, more than 550 agencies worldwide had taken the pledge.",
        "That was the figure of its year. The campaign's own papers give later ones that differ, “more than 600” and “more "
        "than 650”; what holds today is counted from the directory and stands on the first page with its date.",
    ),
)


def add(apps, schema_editor):
    disclaimer, post, resource, switch = (
        apps.get_model("campaign", name) for name in ("Disclaimer", "Post", "Resource", "CommentSwitch")
    )
    for position, text in enumerate(DISCLAIMERS, start=1):
        disclaimer.objects.get_or_create(text=text, defaults={"position": position, "is_published": True})
    for title, url in COURSES.items():
        resource.objects.filter(kind="course", title=title, url="").update(url=url)
    for slug, day, title, teaser, body in POSTS:
        values = {"title": title, "teaser": teaser, "body": body, "published_on": day, "is_published": True}
        post.objects.get_or_create(slug=slug, defaults=values)
    switch.objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("campaign", "0012_news_classes_and_versions")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
