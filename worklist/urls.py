from django.urls import path

from worklist import views

app_name = "worklist"

urlpatterns = [
    path("", views.waiting, name="waiting"),
    path("decided/", views.decided, name="decided"),
    path("assign/", views.assign, name="assign"),
    path("save/", views.save, name="save"),
    path("saved/<slug:public_id>/delete/", views.delete, name="delete"),
]
