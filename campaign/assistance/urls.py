from django.urls import path

from campaign.assistance.views import agency, desk, public
from common.addresses import AGENCY

app_name = "assistance"

urlpatterns = [
    path("contact/", public.ask, {"way": public.CONTACT}, name="contact"),
    path("assistance/", public.hub, name="hub"),
    path("assistance/peers/", public.ask, {"way": public.PEERS}, name="peers"),
    path("assistance/technical/", public.ask, {"way": public.TECHNICAL}, name="technical"),
    path("assistance/learning-site/", public.ask, {"way": public.SITE}, name="site"),
    path("assistance/thanks/", public.thanks, name="thanks"),
    path("assistance/follow/<str:token>/", public.follow, name="follow"),
    path("assistance/follow/<str:token>/rate/", public.rate, name="rate"),
    path(f"{AGENCY}requests/", agency.requests, name="my_requests"),
    path(f"{AGENCY}requests/<slug:public_id>/", agency.one, name="my_request"),
    path("desk/requests/", desk.queue, name="desk_requests"),
    path("desk/requests/<slug:public_id>/", desk.one, name="desk_request"),
    path("desk/requests/<slug:public_id>/assign/", desk.assign, name="desk_request_assign"),
    path("desk/requests/<slug:public_id>/release/", desk.release, name="desk_request_release"),
    path("desk/requests/<slug:public_id>/answer/", desk.answer, name="desk_request_answer"),
    path("desk/requests/<slug:public_id>/note/", desk.note, name="desk_request_note"),
    path("desk/requests/<slug:public_id>/close/", desk.close, name="desk_request_close"),
    path("desk/requests/<slug:public_id>/peers/", desk.propose, name="desk_request_propose"),
    path(
        "desk/requests/<slug:public_id>/peers/<int:pk>/",
        desk.outcome,
        name="desk_request_outcome",
    ),
]
