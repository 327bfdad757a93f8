from django.urls import path

from campaign.views import (
    connect,
    connect_agency,
    connect_desk,
    friends,
    questions,
    reasons,
    resources,
    spotlights,
)

app_name = "campaign"

urlpatterns = [
    path("faq/", questions.faq, name="faq"),
    path("why/", reasons.why, name="why"),
    path("history/", reasons.history, name="history"),
    path("resources/", resources.library, name="resources"),
    path("learning-sites/", friends.learning_sites, name="learning_sites"),
    path("supporters/", friends.supporters, name="supporters"),
    path("supporters/join/", friends.support, name="support"),
    path("supporters/thanks/", friends.support_thanks, name="support_thanks"),
    path("spotlight/", spotlights.series, name="spotlight"),
    path("spotlight/nominate/", spotlights.nominate, name="nominate"),
    path("spotlight/thanks/", spotlights.nominate_thanks, name="nominate_thanks"),
    path("spotlight/stories/<slug:slug>/", spotlights.story, name="story"),
    path("connect/sent/", connect.sent, name="connect_sent"),
    path("connect/confirm/<str:token>/", connect.confirm, name="connect_confirm"),
    path("connect/thread/<str:token>/", connect.thread, name="connect_thread"),
    path("connect/thread/<str:token>/close/", connect.close, name="connect_close"),
    path("connect/thread/<str:token>/report/", connect.report, name="connect_report"),
    path("connect/<slug:public_id>/", connect.ask, name="connect_ask"),
    path("my/messages/", connect_agency.inbox, name="messages"),
    path("my/messages/<slug:public_id>/", connect_agency.message, name="message"),
    path("my/messages/<slug:public_id>/close/", connect_agency.close, name="message_close"),
    path("my/messages/<slug:public_id>/report/", connect_agency.report, name="message_report"),
    path("desk/messages/", connect_desk.reports, name="desk_messages"),
    path("desk/messages/<slug:public_id>/", connect_desk.report, name="desk_message"),
    path("desk/messages/blocked/<slug:public_id>/", connect_desk.unblock, name="desk_unblock"),
]
