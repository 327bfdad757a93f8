from django.urls import path

from agencies.views import identity, invitation, letterhead, members, profile
from common.addresses import AGENCY

app_name = "agencies"

urlpatterns = [
    path(f"{AGENCY}profile/", profile.profile, name="profile"),
    path(f"{AGENCY}profile/identity/", identity.identity, name="identity"),
    path(f"{AGENCY}profile/identity/withdraw/", identity.withdraw, name="identity_withdraw"),
    path(f"{AGENCY}profile/letterhead/", letterhead.letterhead, name="letterhead"),
    path(f"{AGENCY}profile/letterhead/picture/", letterhead.picture, name="letterhead_picture"),
    path("my/", profile.moved, name="moved"),
    path("my/<path:rest>", profile.moved, name="moved_page"),
    path("regions/", profile.regions, name="regions"),
    path("agency/", profile.switch, name="switch"),
    path(f"{AGENCY}members/", members.members, name="members"),
    path(f"{AGENCY}members/invite/", members.invite, name="invite"),
    path(f"{AGENCY}members/leave/", members.leave, name="leave"),
    path(f"{AGENCY}members/hand-over/", members.hand_over, name="hand_over"),
    path(f"{AGENCY}members/one-lead/", members.keep_one_lead, name="keep_one_lead"),
    path(f"{AGENCY}members/<int:pk>/role/", members.role, name="role"),
    path(f"{AGENCY}members/<int:pk>/remove/", members.remove, name="remove"),
    path(f"{AGENCY}invitations/<slug:public_id>/again/", members.invite_again, name="invite_again"),
    path(f"{AGENCY}invitations/<slug:public_id>/revoke/", members.revoke, name="revoke"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
]
