from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("home/", views.home, name="home"),
    path("second-step/", views.show_address, name="show_address"),
    path("second-step/code/", views.send_code, name="send_code"),
    path("kept/delete/", views.discard_kept, name="kept_discard"),
    path("profile/", views.profile, name="profile"),
]
