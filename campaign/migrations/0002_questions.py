"""The ten questions, answered in our own words; campaign staff edit them afterwards."""

from django.db import migrations

QUESTIONS = (
    (
        "Which course counts as Mental Health First Aid?",
        "Mental Health First Aid for Public Safety counts as it is.\n\n"
        "Another course of at least 8 hours can count if it covers the same ground: calming a crisis, knowing about mental "
        "health, standing up to stigma, seeing early signs and acting on them, and connecting people with care. Ask the IACP "
        "before you rely on it: send the course through the equivalency form, and it counts once it is approved.",
    ),
    (
        "Which course counts as crisis-intervention training?",
        "Crisis Intervention Team training after the Memphis Model counts as it is, and so does Crisis Response and "
        "Intervention Training.\n\n"
        "Another course of at least 40 hours can count if it covers the same ground: co-occurring disorders, suicide "
        "prevention, policies and procedures, personality disorders, rights and civil commitment, community resources, "
        "de-escalation and role play in realistic situations, among others. Ask the IACP before you rely on it: send the "
        "course through the equivalency form, and it counts once it is approved.",
    ),
    (
        "Does ICAT count as Mental Health First Aid?",
        "No. Integrating Communications, Assessment, and Tactics is not equivalent to Mental Health First Aid.",
    ),
    (
        "Does QPR count as Mental Health First Aid?",
        "No. Question, Persuade, and Refer is not equivalent to Mental Health First Aid.",
    ),
    (
        "May the training be a recording, so that nobody has to be scheduled?",
        "Training in person is preferred: discussion, role play and questions work better with people in one room. Recorded "
        "training was accepted for the sake of distance and remote work during COVID-19. It is counted here and flagged, so "
        "that a reviewer can look at it.",
    ),
    (
        "Is the 20 percent of sworn officers, or of everybody?",
        "Of sworn officers. An agency with 100 sworn officers trains at least 20 of them in crisis intervention. More is "
        "welcome, and so is training for others who would benefit; they are recorded as a figure of their own.",
    ),
    (
        "How do we choose which non-sworn staff to train?",
        "That is up to your agency. Train those whom you expect to benefit: dispatchers and administrative staff are examples.",
    ),
    (
        "What if certificates have expired?",
        "They still count, and we recommend a refresher course that brings them up to date. The portal flags certificates that "
        "are past their date.",
    ),
    (
        "How do we show that we have met the pledge?",
        "With a letter on your agency's letterhead from the chief or another member of the command staff. It says, at the "
        "least, how the training was met, what the partnership with a mental health provider consists of, and what the main "
        "components of your policy are. We recommend adding a copy of the policy and of the memorandum of understanding with "
        "your partner.\n\n"
        "The portal builds this letter from what you have recorded.",
    ),
    (
        "Do we have to send certificates or training records?",
        "No. Certificates and copies of training records aren't required, but the letter needs enough detail to confirm that "
        "the requirements are met. An agency can finish with head counts alone, without naming an officer.",
    ),
)


def add_questions(apps, schema_editor):
    question = apps.get_model("campaign", "Question")
    for number, (text, answer) in enumerate(QUESTIONS, start=1):
        question.objects.get_or_create(number=number, defaults={"question": text, "answer": answer})


class Migration(migrations.Migration):
    dependencies = [("campaign", "0001_initial")]
    operations = [migrations.RunPython(add_questions, migrations.RunPython.noop)]
