from django.urls import path

from common.addresses import AGENCY
from policies.views import PAGES, adopt

app_name = "policies"

urlpatterns = [
    path(f"{AGENCY}policies/", PAGES.index, name="list"),
    path(f"{AGENCY}policies/add/", PAGES.add, name="add"),
    path(f"{AGENCY}policies/earlier/<slug:public_id>/", PAGES.earlier, name="earlier"),
    path(f"{AGENCY}policies/<slug:public_id>/", PAGES.edit, name="edit"),
    path(f"{AGENCY}policies/<slug:public_id>/revise/", PAGES.replace, name="revise"),
    path(f"{AGENCY}policies/<slug:public_id>/adopt/", adopt, name="adopt"),
    path(f"{AGENCY}policies/<slug:public_id>/retire/", PAGES.end, name="retire"),
    path(f"{AGENCY}policies/<slug:public_id>/delete/", PAGES.delete, name="delete"),
    path(f"{AGENCY}policies/<slug:public_id>/file/", PAGES.copy, name="file"),
]
