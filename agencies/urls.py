from django.urls import path

from agencies.views import identity, invitation, letterhead, members, profile

app_name = "agencies"

urlpatterns = [
    path("my/agency/", profile.profile, name="profile"),
    path("my/agency/identity/", identity.identity, name="identity"),
    path("my/agency/identity/withdraw/", identity.withdraw, name="identity_withdraw"),
    path("my/agency/letterhead/", letterhead.letterhead, name="letterhead"),
    path("my/agency/letterhead/picture/", letterhead.picture, name="letterhead_picture"),
    path("my/agency/regions/", profile.regions, name="regions"),
    path("my/switch/", profile.switch, name="switch"),
    path("my/members/", members.members, name="members"),
    path("my/members/invite/", members.invite, name="invite"),
    path("my/members/leave/", members.leave, name="leave"),
    path("my/members/<int:pk>/role/", members.role, name="role"),
    path("my/members/<int:pk>/remove/", members.remove, name="remove"),
    path("my/invitations/<slug:public_id>/again/", members.invite_again, name="invite_again"),
    path("my/invitations/<slug:public_id>/revoke/", members.revoke, name="revoke"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
]
