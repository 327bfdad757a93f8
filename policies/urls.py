from django.urls import path

from policies import views

app_name = "policies"

urlpatterns = [
    path("my/policies/", views.index, name="list"),
    path("my/policies/add/", views.add, name="add"),
    path("my/policies/<slug:public_id>/", views.edit, name="edit"),
    path("my/policies/<slug:public_id>/retire/", views.retire, name="retire"),
    path("my/policies/<slug:public_id>/delete/", views.delete, name="delete"),
    path("my/policies/<slug:public_id>/file/", views.file, name="file"),
]
