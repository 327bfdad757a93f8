"""What the campaign's own pages list, in our own words; staff edit and add to it afterwards."""

from django.db import migrations

IACP, BJA = "International Association of Chiefs of Police (IACP)", "Bureau of Justice Assistance (BJA)"
POLICY_URL = "https://www.theiacp.org/resources/policy-center-resource/mental-illness"
# kind, title, year, audience, publisher, address, historical, coming, summary
RESOURCES = (
    ("policy", "Responding to Persons Experiencing a Mental Health Crisis", 2018, "policy", IACP, POLICY_URL, False, False,
     "The revised model policy: what officers meet when somebody is in crisis with a mental health disorder or a "
     "developmental disability, with guidance, techniques and resources. An agency's own policy is compared with it."),
    ("policy", "Responding to Persons Experiencing a Mental Health Crisis: Concepts and Issues Paper", 2018, "policy", IACP,
     POLICY_URL, False, False,
     "Goes with the model policy and helps executives fit it to the needs and circumstances of their community."),
    ("policy", "Responding to Persons Affected by Mental Illness or in Crisis", 2014, "policy", IACP, "", True, False,
     "The model policy before its revision of 2018."),
    ("toolkit", "Police-Mental Health Collaboration (PMHC) Toolkit", None, "command", BJA, "", False, False,
     "How an agency and mental health providers enter into a lasting partnership that serves the community and the agency."),
    ("primer", "Mental Health First Aid primer", None, "officers", "", "", False, False,
     "What Mental Health First Aid teaches: signs and symptoms, early steps, and where local and national help is found."),
    ("guide", "Evaluating a CIT program, step by step", None, "partners",
     "Substance Abuse and Mental Health Services Administration (SAMHSA)", "", False, False,
     "A guide for communities that want to know how well their Crisis Intervention Team program works."),
    ("report", "Building Safer Communities: Improving Police Response to Persons with Mental Illness", None, "command", IACP,
     "", True, False,
     "Recommendations of the national policy summit of May 2009 for local, state, federal and tribal organizations."),
    ("report", "Improving Officer Response to Persons with Mental Illness and Other Disabilities", 2015, "command", IACP, "",
     True, False, "Expands on the report of 2010. It was updated in 2017."),
    ("report", "Improving Officer Response to Persons with Mental Illness and Other Disabilities, updated", 2017, "command",
     IACP, "", False, False, "How leaders improve their officers' response: the updated overview."),
    ("resolution", "Excited Delirium Syndrome", 2015, "all", IACP, "", True, False, ""),
    ("resolution", "Assisted Outpatient Treatment", 2014, "all", IACP, "", True, False, ""),
    ("resolution", "Raising Awareness That Opioid Abuse May Lead To Heroin Addiction", 2014, "all", IACP, "", True, False, ""),
    ("resolution", "Support for Mental Health Courts", 2013, "all", IACP, "", True, False, ""),
    ("resolution", "Support for Unified Prescription Monitoring Program", 2004, "all", IACP, "", True, False, ""),
    ("article", "Support for the Helping Families in Mental Health Crisis Act", None, "all", IACP, "", True, False, ""),
    ("article", "Creating and Promoting a Culture of Officer Safety and Wellness", None, "command", IACP, "", False, False, ""),
    ("article", "Sharing the Positive: Using Stats to Dispel Myths and Clarify Facts", None, "command", IACP, "", False, False,
     ""),
    ("article", "Mental Health Response Messaging Sheet", None, "command", IACP, "", False, False, ""),
    ("course", "Find a Crisis Intervention Team (CIT) course", None, "trainers", "CIT International", "", False, False,
     "Officers and mental health experts work together in a crisis, towards treatment rather than arrest. Counts towards "
     "crisis-intervention training."),
    ("course", "Find a Crisis Response and Intervention Training (CRIT) course", None, "trainers", "",
     "https://www.informedpoliceresponses.com", False, False, "Counts towards crisis-intervention training."),
    ("course", "Find a Mental Health First Aid (MHFA) course", None, "trainers", "", "https://www.mentalhealthfirstaid.org/",
     False, False,
     "Skills for noticing and meeting mental health and substance-use issues early. The course for Public Safety counts as "
     "it is."),
    ("elearning", "Webinars", None, "officers", IACP, "", False, True, ""),
    ("elearning", "Virtual presentations", None, "officers", IACP, "", False, True, ""),
    ("elearning", "Online and electronic tools", None, "officers", IACP, "", False, True, ""),
    ("library", "One Mind Library of Resources", None, "all", IACP, "https://www.myiacp.org/apex/OneMindDirectory", False,
     False,
     "Training, webinars, podcasts and more on responding to people with mental health conditions or developmental "
     "disabilities."),
    ("library", "One Mind: National Training and Technical Assistance Initiative", None, "command", IACP,
     "https://www.theiacp.org/projects/one-mind", False, False,
     "Training and technical assistance, shaped for the agency that asks for it."),
)  # fmt: skip


def add(apps, schema_editor):
    resource = apps.get_model("campaign", "Resource")
    for kind, title, year, audience, publisher, url, historical, coming, summary in RESOURCES:
        values = {
            "audience": audience, "publisher": publisher, "url": url, "summary": summary,
            "is_historical": historical, "is_coming": coming, "is_published": True,
        }  # fmt: skip
        resource.objects.get_or_create(kind=kind, title=title, year=year, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("campaign", "0005_resources")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
