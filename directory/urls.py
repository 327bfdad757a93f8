from django.urls import include, path

from directory import badges, feeds, open_data, views
from directory.api import PREFIX
from directory.exports import FORMATS

app_name = "directory"

urlpatterns = [
    path("agencies/", views.listing, name="list"),
    path("agencies/in/<slug:place>/", views.region, name="region"),
    path("agencies/<slug:public_id>/", views.agency, name="agency_short"),
    path("agencies/<slug:public_id>/<slug:slug>/", views.agency, name="agency"),
    path("recent/", views.recent, name="recent"),
    path("open-data/", open_data.page, name="open_data"),
    *(
        path(f"agencies.{ending}", open_data.download, {"ending": ending}, name=f"agencies_{ending}")
        for ending in FORMATS
    ),
    path("feeds/<slug:subject>.atom", feeds.atom, name="feed_atom"),
    path("feeds/<slug:subject>.json", feeds.json_feed, name="feed_json"),
    path("feeds/<slug:region>/<slug:subject>.atom", feeds.atom, name="region_feed_atom"),
    path("feeds/<slug:region>/<slug:subject>.json", feeds.json_feed, name="region_feed_json"),
    path("badge/<slug:public_id>.svg", badges.badge, name="badge"),
    path("api/", open_data.api_docs, name="api_docs"),
    path(PREFIX, open_data.api_root, name="api_root"),
    path(f"{PREFIX}openapi.json", open_data.openapi, name="api_document"),
    path(PREFIX, include(open_data.api_patterns())),
    path(f"{PREFIX}<path:rest>", open_data.api_unknown, name="api_unknown"),
]
