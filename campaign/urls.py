from django.urls import path

from campaign.views import friends, questions, reasons, resources, spotlights

app_name = "campaign"

urlpatterns = [
    path("faq/", questions.faq, name="faq"),
    path("why/", reasons.why, name="why"),
    path("history/", reasons.history, name="history"),
    path("resources/", resources.library, name="resources"),
    path("learning-sites/", friends.learning_sites, name="learning_sites"),
    path("supporters/", friends.supporters, name="supporters"),
    path("supporters/join/", friends.support, name="support"),
    path("supporters/thanks/", friends.support_thanks, name="support_thanks"),
    path("spotlight/", spotlights.series, name="spotlight"),
    path("spotlight/nominate/", spotlights.nominate, name="nominate"),
    path("spotlight/thanks/", spotlights.nominate_thanks, name="nominate_thanks"),
    path("spotlight/stories/<slug:slug>/", spotlights.story, name="story"),
]
