from django.urls import path, re_path

from roster_import import views

app_name = "roster_import"

urlpatterns = [
    path("my/training/import/", views.index, name="index"),
    re_path(r"^my/training/import/template\.(?P<kind>csv|xlsx)$", views.template, name="template"),
    re_path(r"^my/training/import/roster\.(?P<kind>csv|xlsx)$", views.roster, name="roster"),
    path("my/training/import/<slug:public_id>/", views.job, name="job"),
    path("my/training/import/<slug:public_id>/columns/", views.columns, name="columns"),
    path("my/training/import/<slug:public_id>/questions/", views.questions, name="questions"),
    path("my/training/import/<slug:public_id>/titles/", views.titles, name="titles"),
    path("my/training/import/<slug:public_id>/cells/", views.cells, name="cells"),
    path("my/training/import/<slug:public_id>/values/", views.values, name="values"),
    path("my/training/import/<slug:public_id>/confirm/", views.confirm, name="confirm"),
    path("my/training/import/<slug:public_id>/discard/", views.discard, name="discard"),
    path("my/training/import/<slug:public_id>/undo/", views.undo, name="undo"),
    path("my/training/import/<slug:public_id>/refused.csv", views.refused, name="refused"),
]
