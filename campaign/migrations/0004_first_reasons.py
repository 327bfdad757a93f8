"""The six figures with their seven notes, and the timeline, as the campaign gives them; staff edit them afterwards."""

from django.db import migrations

NOTES = (
    "Douglas Richesson and Jennifer M. Hoenig, “Key Substance Use and Mental Health Indicators in the United States: "
    "Results from the 2020 National Survey on Drug Use and Health,” SAMHSA, October 2021.",
    "Jennifer Bronson and Marcus Berzofsky, “Indicators of Mental Health Problems Reported by Prisoners and Jail "
    "Inmates, 2011-12,” Bureau of Justice Statistics, June 2017.",
    "Ibid.",
    "Jennie L. Shufelt and Joseph J. Cocozza, “Youth with Mental Health Disorders in the Juvenile Justice System: "
    "Results from a Multi-State Prevalence Study,” Office of Justice Programs (2006): 1-6, accessed January 24, 2022.",
    "“National Model,” CIT Center, University of Memphis CIT Center, accessed on January 24, 2022.",
    "Michael S. Rogers, Dale E. McNiel, and Renée L. Binder, “Effectiveness of Police Crisis Intervention Training "
    "Programs,” Journal of the American Academy of Psychiatry and Law 49, no. 4 (2019): 1-8.",
    "Aman Z. Saleh et al., “Deaths of People with Mental Illness During Interactions with Law Enforcement,” "
    "International Journal of Law and Psychiatry 58 (2018): 110-116.",
)
STATISTICS = (
    (
        "21%",
        "of American adults are living with a mental health condition: just over 68 million Americans.[1]",
        "The percentage and the number of people are both quoted as the campaign gives them.",
    ),
    ("32%", "of repeat offenders arrested two or three times had a history of mental health conditions.[2]", ""),
    ("40%", "of repeat offenders arrested four to ten times had such a history, too.[3]", ""),
    (
        "65% to 70%",
        "of young people in the justice system have at least one mental health condition that can be diagnosed; just over "
        "60% met the criteria for three or more diagnoses.[4]",
        "",
    ),
    (
        "2,700",
        "Crisis Intervention Training programs were reported in the United States in 2019.[5] That is only some 15% to 17% "
        "of all police agencies.[6]",
        "",
    ),
    (
        "About 23%",
        "of the people who were involved in fatal encounters with law enforcement in 2015 had signs of a mental health "
        "condition or a diagnosis of one.[7]",
        "",
    ),
)
MILESTONES = (
    (2010, "The IACP publishes a report with a broad range of goals for legislation and policy."),
    (2014, "The IACP issues its model policy, Responding to Persons Experiencing a Mental Health Crisis."),
    (
        2015,
        "Improving Officer Response to Persons with Mental Illness and Other Disabilities expands on the report of 2010.",
    ),
    (2016, "The One Mind Campaign is launched."),
    (2017, "Improving Officer Response to Persons with Mental Illness and Other Disabilities is updated."),
    (2018, "The model policy, Responding to Persons Experiencing a Mental Health Crisis, is updated."),
    (2020, "More than 550 agencies worldwide have taken the pledge."),
)


def add(apps, schema_editor):
    note, statistic, milestone = (apps.get_model("campaign", name) for name in ("Note", "Statistic", "Milestone"))
    for number, text in enumerate(NOTES, start=1):
        note.objects.get_or_create(number=number, defaults={"text": text, "is_published": True})
    for position, (figure, statement, remark) in enumerate(STATISTICS, start=1):
        values = {"statement": statement, "remark": remark, "position": position, "is_published": True}
        statistic.objects.get_or_create(figure=figure, defaults=values)
    for year, text in MILESTONES:
        milestone.objects.get_or_create(year=year, text=text, defaults={"is_published": True})


class Migration(migrations.Migration):
    dependencies = [("campaign", "0003_reasons")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
