from django.urls import path

from documents import views

app_name = "documents"

urlpatterns = [
    path("my/completion/letter/", views.letter, name="letter"),
    path("my/completion/letter/status/", views.letter_status, name="letter_status"),
    path("my/completion/letter/make/", views.letter_make, name="letter_make"),
    path("my/documents/", views.listing, name="list"),
    path("documents/<str:public_id>/", views.download, name="download"),
    path("desk/certificates/<str:public_id>/", views.certificate, name="certificate"),
    path("desk/certificates/<str:public_id>/reissue/", views.reissue, name="reissue"),
    path("desk/certificates/<str:public_id>/revoke/", views.revoke, name="revoke"),
    path("verify/", views.verify_lookup, name="verify_lookup"),
    path("verify/<str:code>/", views.verify, name="verify"),
]
