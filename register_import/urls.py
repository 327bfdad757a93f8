from django.urls import path

from register_import import views

app_name = "register_import"

urlpatterns = [
    path("", views.index, name="index"),
    path("unanswered/", views.unanswered, name="unanswered"),
    path("coverage/", views.coverage, name="coverage"),
    path("agencies/<slug:public_id>/release/", views.release, name="release"),
    path("<slug:public_id>/", views.job, name="job"),
    path("<slug:public_id>/answer/", views.answer, name="answer"),
    path("<slug:public_id>/apply/", views.apply, name="apply"),
    path("<slug:public_id>/discard/", views.discard, name="discard"),
    path("<slug:public_id>/undo/", views.undo, name="undo"),
    path("<slug:public_id>/invite/", views.invite, name="invite"),
    path("<slug:public_id>/refused/", views.refused, name="refused"),
]
