"""Where every address leads. Each app keeps its own list."""

from django.contrib import admin
from django.urls import include, path

from common import health
from common.views import styleguide
from onemind.home import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("campaign.urls")),
    path("", include("directory.urls")),
    path("", include("agencies.urls")),
    path("", include("pledges.urls")),
    path("", include("partnerships.urls")),
    path("", include("policies.urls")),
    path("", include("training.urls")),
    path("", include("documents.urls")),
    path("desk/", include("reviews.urls")),
    path("account/", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("styleguide/", styleguide, name="styleguide"),
    path("healthz", health.shallow, name="healthz"),
    path("readyz", health.deep, name="readyz"),
]
