from django.urls import path

from common.addresses import AGENCY
from pledges import views

app_name = "pledges"

urlpatterns = [
    path("pledge/", views.take, name="take"),
    path("pledge/thanks/", views.taken, name="taken"),
    path("pledge/confirm/<str:token>/", views.confirm, name="confirm"),
    path("pledge/answer/<str:token>/", views.answer, name="answer"),
    path(AGENCY, views.overview, name="overview"),
    path(f"{AGENCY}history/", views.history, name="history"),
    path(f"{AGENCY}what-you-need/", views.needs, name="needs"),
    path(f"{AGENCY}facts.json", views.facts, name="facts"),
    path(f"{AGENCY}report.json", views.report, name="report"),
    path(f"{AGENCY}pledge/", views.again, name="again"),
    path(f"{AGENCY}withdraw/", views.withdraw, name="withdraw"),
    path(f"{AGENCY}record/confirm/", views.confirm_record, name="confirm_record"),
    path(f"{AGENCY}edition/", views.adopt_edition, name="adopt_edition"),
    path(f"{AGENCY}completion/", views.completion, name="completion"),
    path(f"{AGENCY}completion/submit/", views.submit, name="submit"),
    path(f"{AGENCY}completion/submitted/", views.submitted, name="submitted"),
    path(f"{AGENCY}completion/recall/", views.recall, name="recall"),
    path(f"{AGENCY}completion/copies/<slug:public_id>/", views.submitted_copy, name="submitted_copy"),
    path(f"{AGENCY}completion/signed-letter/", views.signed_letter, name="signed_letter"),
    path(
        f"{AGENCY}completion/signed-letter/attach/", views.attach_signed_letter, name="attach_signed_letter"
    ),
]
