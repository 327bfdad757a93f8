from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("home/", views.home, name="home"),
    path("second-step/", views.show_address, name="show_address"),
    path("second-step/code/", views.send_code, name="send_code"),
    path("kept/delete/", views.discard_kept, name="kept_discard"),
    path("draft/save/", views.save_draft, name="draft_save"),
    path("draft/discard/", views.discard_draft, name="draft_discard"),
    path("session/", views.session, name="session"),
    path("waiting-emails/", views.waiting_emails, name="waiting_emails"),
    path("profile/", views.profile, name="profile"),
]
