from django.urls import path

from pledges import views

app_name = "pledges"

urlpatterns = [
    path("pledge/", views.take, name="take"),
    path("pledge/thanks/", views.taken, name="taken"),
    path("pledge/confirm/<str:token>/", views.confirm, name="confirm"),
    path("pledge/answer/<str:token>/", views.answer, name="answer"),
    path("my/", views.overview, name="overview"),
    path("my/facts.json", views.facts, name="facts"),
    path("my/report.json", views.report, name="report"),
    path("my/pledge/", views.again, name="again"),
    path("my/withdraw/", views.withdraw, name="withdraw"),
    path("my/edition/", views.adopt_edition, name="adopt_edition"),
    path("my/completion/", views.completion, name="completion"),
    path("my/completion/submit/", views.submit, name="submit"),
    path("my/completion/submitted/", views.submitted, name="submitted"),
    path("my/completion/recall/", views.recall, name="recall"),
    path("my/completion/copies/<slug:public_id>/", views.submitted_copy, name="submitted_copy"),
    path("my/completion/signed-letter/", views.signed_letter, name="signed_letter"),
    path("my/completion/signed-letter/attach/", views.attach_signed_letter, name="attach_signed_letter"),
]
