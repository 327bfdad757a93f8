from django.urls import path, re_path

from common.addresses import AGENCY, AGENCY_REGEX
from roster_import import views

app_name = "roster_import"

urlpatterns = [
    path(f"{AGENCY}training/import/", views.index, name="index"),
    re_path(
        rf"^{AGENCY_REGEX}training/import/template\.(?P<kind>csv|xlsx)$", views.template, name="template"
    ),
    re_path(rf"^{AGENCY_REGEX}training/import/roster\.(?P<kind>csv|xlsx)$", views.roster, name="roster"),
    path(f"{AGENCY}training/import/<slug:public_id>/", views.job, name="job"),
    path(f"{AGENCY}training/import/<slug:public_id>/columns/", views.columns, name="columns"),
    path(f"{AGENCY}training/import/<slug:public_id>/questions/", views.questions, name="questions"),
    path(f"{AGENCY}training/import/<slug:public_id>/titles/", views.titles, name="titles"),
    path(f"{AGENCY}training/import/<slug:public_id>/cells/", views.cells, name="cells"),
    path(f"{AGENCY}training/import/<slug:public_id>/values/", views.values, name="values"),
    path(f"{AGENCY}training/import/<slug:public_id>/confirm/", views.confirm, name="confirm"),
    path(f"{AGENCY}training/import/<slug:public_id>/discard/", views.discard, name="discard"),
    path(f"{AGENCY}training/import/<slug:public_id>/undo/", views.undo, name="undo"),
    path(f"{AGENCY}training/import/<slug:public_id>/refused.csv", views.refused, name="refused"),
]
