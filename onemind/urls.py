"""Where every address leads. Each app keeps its own list."""

from django.contrib import admin
from django.urls import include, path

from common import views

urlpatterns = [
    path("", include("portal.urls")),
    path("", include("campaign.newsletter.urls")),
    path("", include("campaign.assistance.urls")),
    path("", include("campaign.conversations.urls")),
    path("", include("directory.urls")),
    path("", include("agencies.urls")),
    path("", include("pledges.urls")),
    path("", include("partnerships.urls")),
    path("", include("policies.urls")),
    path("", include("roster_import.urls")),
    path("", include("training.urls")),
    path("", include("documents.urls")),
    path("desk/register/", include("register_import.urls")),
    path("desk/list/", include("worklist.urls")),
    path("desk/", include("reviews.urls")),
    path("account/", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("healthz", views.shallow, name="healthz"),
    path("readyz", views.deep, name="readyz"),
    # Last: its pages may have any address that nothing else has.
    path("", include("campaign.content.urls")),
]

handler400 = "common.views.not_understood"
handler500 = "common.views.failure"
