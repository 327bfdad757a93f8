from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("home/", views.home, name="home"),
    path("second-step/", views.show_address, name="show_address"),
    path("second-step/code/", views.send_code, name="send_code"),
    path("profile/", views.profile, name="profile"),
]
