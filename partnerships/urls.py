from django.urls import path

from common.addresses import AGENCY
from partnerships.views import PAGES

app_name = "partnerships"

urlpatterns = [
    path("my/partnerships/", PAGES.index, name="list"),
    path("my/partnerships/add/", PAGES.add, name="add"),
    path("my/partnerships/earlier/<slug:public_id>/", PAGES.earlier, name="earlier"),
    path("my/partnerships/<slug:public_id>/", PAGES.edit, name="edit"),
    path("my/partnerships/<slug:public_id>/end/", PAGES.end, name="end"),
    path("my/partnerships/<slug:public_id>/delete/", PAGES.delete, name="delete"),
    path("my/partnerships/<slug:public_id>/renew/", PAGES.replace, name="renew"),
    path("my/partnerships/<slug:public_id>/mou/", PAGES.copy, name="mou"),
]
