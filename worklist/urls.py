from django.urls import path, re_path

from worklist import views

app_name = "worklist"

urlpatterns = [
    path("", views.waiting, name="waiting"),
    path("decided/", views.decided, name="decided"),
    re_path(r"^waiting\.(?P<kind>csv|xlsx)$", views.export, name="export"),
    re_path(r"^decided\.(?P<kind>csv|xlsx)$", views.export_decided, name="export_decided"),
    path("figures/", views.figures, name="figures"),
    re_path(r"^figures\.(?P<kind>csv|xlsx)$", views.export_figures, name="export_figures"),
    path("hand-over/", views.hand_over, name="hand_over"),
    path("assign/", views.assign, name="assign"),
    path("save/", views.save, name="save"),
    path("saved/<slug:public_id>/delete/", views.delete, name="delete"),
]
