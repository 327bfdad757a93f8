from django.urls import path

from directory import views

app_name = "directory"

urlpatterns = [
    path("agencies/", views.listing, name="list"),
    path("agencies/<slug:public_id>/", views.agency, name="agency_short"),
    path("agencies/<slug:public_id>/<slug:slug>/", views.agency, name="agency"),
    path("recent/", views.recent, name="recent"),
]
