from django.urls import path

from campaign.newsletter.views import desk, public

app_name = "newsletter"

urlpatterns = [
    path("newsletter/", public.archive, name="archive"),
    path("newsletter/feed.atom", public.feed, name="feed"),
    path("newsletter/issues/<int:number>/", public.issue, name="issue"),
    path("newsletter/sign-up/", public.sign_up, name="sign_up"),
    path("newsletter/thanks/", public.thanks, name="thanks"),
    path("newsletter/confirm/<str:token>/", public.confirm, name="confirm"),
    path("newsletter/unsubscribe/<str:token>/", public.leave, name="leave"),
    path("desk/newsletter/", desk.overview, name="desk"),
    path("desk/newsletter/addresses/", desk.addresses, name="desk_addresses"),
    path("desk/newsletter/<slug:public_id>/", desk.issue, name="desk_issue"),
    path("desk/newsletter/<slug:public_id>/web/", desk.preview, name="desk_web"),
    path(
        "desk/newsletter/<slug:public_id>/email/",
        desk.preview_email,
        name="desk_email",
    ),
    path("desk/newsletter/<slug:public_id>/text/", desk.preview_text, name="desk_text"),
    path("desk/newsletter/<slug:public_id>/trial/", desk.try_out, name="desk_trial"),
    path("desk/newsletter/<slug:public_id>/discard/", desk.discard, name="desk_discard"),
    path("desk/newsletter/<slug:public_id>/send/", desk.send, name="desk_send"),
    path(
        "desk/newsletter/<slug:public_id>/take-back/",
        desk.take_back,
        name="desk_take_back",
    ),
    path("desk/newsletter/<slug:public_id>/pause/", desk.pause, name="desk_pause"),
    path("desk/newsletter/<slug:public_id>/resume/", desk.resume, name="desk_resume"),
    path("desk/newsletter/<slug:public_id>/stop/", desk.stop, name="desk_stop"),
    path("desk/newsletter/<slug:public_id>/retry/", desk.retry, name="desk_retry"),
]
