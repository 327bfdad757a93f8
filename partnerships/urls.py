from django.urls import path

from partnerships import views

app_name = "partnerships"

urlpatterns = [
    path("my/partnerships/", views.index, name="list"),
    path("my/partnerships/add/", views.add, name="add"),
    path("my/partnerships/<slug:public_id>/", views.edit, name="edit"),
    path("my/partnerships/<slug:public_id>/end/", views.end, name="end"),
    path("my/partnerships/<slug:public_id>/delete/", views.delete, name="delete"),
    path("my/partnerships/<slug:public_id>/mou/", views.mou, name="mou"),
]
