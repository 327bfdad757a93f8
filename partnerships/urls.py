from django.urls import path

from common.addresses import AGENCY
from partnerships.views import PAGES

app_name = "partnerships"

urlpatterns = [
    path(f"{AGENCY}partnerships/", PAGES.index, name="list"),
    path(f"{AGENCY}partnerships/add/", PAGES.add, name="add"),
    path(f"{AGENCY}partnerships/earlier/<slug:public_id>/", PAGES.earlier, name="earlier"),
    path(f"{AGENCY}partnerships/<slug:public_id>/", PAGES.edit, name="edit"),
    path(f"{AGENCY}partnerships/<slug:public_id>/end/", PAGES.end, name="end"),
    path(f"{AGENCY}partnerships/<slug:public_id>/delete/", PAGES.delete, name="delete"),
    path(f"{AGENCY}partnerships/<slug:public_id>/renew/", PAGES.replace, name="renew"),
    path(f"{AGENCY}partnerships/<slug:public_id>/mou/", PAGES.copy, name="mou"),
]
