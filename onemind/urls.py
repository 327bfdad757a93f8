"""Where every address leads. Each app keeps its own list."""

from django.contrib import admin
from django.urls import include, path

from common import health
from common.views import styleguide
from onemind import one_pager_pages, sitemaps, wellknown
from onemind.home import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("campaign.urls")),
    path("", include("directory.urls")),
    path("", include("agencies.urls")),
    path("", include("pledges.urls")),
    path("", include("partnerships.urls")),
    path("", include("policies.urls")),
    path("", include("roster_import.urls")),
    path("", include("training.urls")),
    path("", include("documents.urls")),
    path("desk/", include("reviews.urls")),
    path("account/", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("styleguide/", styleguide, name="styleguide"),
    path("one-pager/", one_pager_pages.page, name="one_pager"),
    path("one-pager/<slug:size>.pdf", one_pager_pages.sheet, name="one_pager_sheet"),
    path("robots.txt", wellknown.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:name>-<int:number>.xml", sitemaps.section, name="sitemap_section"),
    path(".well-known/security.txt", wellknown.security, name="security_txt"),
    path(".well-known/change-password", wellknown.change_password, name="change_password"),
    path("favicon.ico", wellknown.favicon, name="favicon"),
    path("healthz", health.shallow, name="healthz"),
    path("readyz", health.deep, name="readyz"),
]

handler400 = "common.views.not_understood"
handler500 = "common.views.failure"
