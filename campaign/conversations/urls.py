from django.urls import path

from campaign.conversations.views import agency, desk, public
from common.addresses import AGENCY

app_name = "conversations"

urlpatterns = [
    path("connect/sent/", public.sent, name="sent"),
    path("connect/confirm/<str:token>/", public.confirm, name="confirm"),
    path("connect/thread/<str:token>/", public.thread, name="thread"),
    path("connect/thread/<str:token>/close/", public.close, name="close"),
    path("connect/thread/<str:token>/report/", public.report, name="report"),
    path("connect/<slug:public_id>/", public.ask, name="ask"),
    path(f"{AGENCY}messages/", agency.inbox, name="messages"),
    path(f"{AGENCY}messages/<slug:public_id>/", agency.message, name="message"),
    path(f"{AGENCY}messages/<slug:public_id>/close/", agency.close, name="message_close"),
    path(f"{AGENCY}messages/<slug:public_id>/report/", agency.report, name="message_report"),
    path("desk/messages/", desk.reports, name="desk_messages"),
    path("desk/messages/<slug:public_id>/", desk.report, name="desk_message"),
    path("desk/messages/blocked/<slug:public_id>/", desk.unblock, name="desk_unblock"),
]
