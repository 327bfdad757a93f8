from django.urls import path

from campaign.views import questions, reasons, resources

app_name = "campaign"

urlpatterns = [
    path("faq/", questions.faq, name="faq"),
    path("why/", reasons.why, name="why"),
    path("history/", reasons.history, name="history"),
    path("resources/", resources.library, name="resources"),
]
