from django.urls import path

from policies.views import PAGES, adopt

app_name = "policies"

urlpatterns = [
    path("my/policies/", PAGES.index, name="list"),
    path("my/policies/add/", PAGES.add, name="add"),
    path("my/policies/earlier/<slug:public_id>/", PAGES.earlier, name="earlier"),
    path("my/policies/<slug:public_id>/", PAGES.edit, name="edit"),
    path("my/policies/<slug:public_id>/revise/", PAGES.replace, name="revise"),
    path("my/policies/<slug:public_id>/adopt/", adopt, name="adopt"),
    path("my/policies/<slug:public_id>/retire/", PAGES.end, name="retire"),
    path("my/policies/<slug:public_id>/delete/", PAGES.delete, name="delete"),
    path("my/policies/<slug:public_id>/file/", PAGES.copy, name="file"),
]
