"""Addresses of the site's own pages."""

from django.urls import path

from portal import sitemaps, views, wellknown

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("one-pager/", views.one_pager_page, name="one_pager"),
    path("one-pager/<slug:size>.pdf", views.one_pager_sheet, name="one_pager_sheet"),
    path("search/", views.search, name="search"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("robots.txt", wellknown.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:name>-<int:number>.xml", sitemaps.piece, name="sitemap_piece"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap_section"),
    path(".well-known/security.txt", wellknown.security, name="security_txt"),
    path(".well-known/change-password", wellknown.change_password, name="change_password"),
    path("favicon.ico", wellknown.favicon, name="favicon"),
]
