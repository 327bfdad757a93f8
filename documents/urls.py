from django.urls import path

from common.addresses import AGENCY
from documents.views import agency, desk, recognition, signing, verification

app_name = "documents"

urlpatterns = [
    path(f"{AGENCY}completion/letter/", agency.letter, name="letter"),
    path(f"{AGENCY}completion/letter/status/", agency.letter_status, name="letter_status"),
    path(f"{AGENCY}completion/letter/make/", agency.letter_make, name="letter_make"),
    path(f"{AGENCY}documents/", agency.listing, name="list"),
    path(f"{AGENCY}documents/record/", agency.record, name="record"),
    path(f"{AGENCY}recognition/", recognition.recognition, name="recognition"),
    path(f"{AGENCY}recognition/council.pdf", recognition.council, name="council"),
    path(f"{AGENCY}recognition/council/status/", recognition.council_status, name="council_status"),
    path(f"{AGENCY}recognition/council/make/", recognition.council_make, name="council_make"),
    path(f"{AGENCY}recognition/<str:name>", recognition.piece, name="recognition_piece"),
    path("documents/<slug:public_id>/", agency.download, name="download"),
    path("documents/<slug:public_id>/pages/", agency.pages, name="pages"),
    path("desk/certificates/<slug:public_id>/", desk.certificate, name="certificate"),
    path("desk/certificates/<slug:public_id>/reissue/", desk.reissue, name="reissue"),
    path("desk/certificates/<slug:public_id>/revoke/", desk.revoke, name="revoke"),
    path("desk/certificates/<slug:public_id>/reinstate/", desk.reinstate, name="reinstate"),
    path(f"{AGENCY}completion/letter/signature/", signing.send, name="sign_send"),
    path(f"{AGENCY}completion/letter/signature/<slug:public_id>/revoke/", signing.revoke, name="sign_revoke"),
    path("sign/thanks/", signing.thanks, name="sign_thanks"),
    path("sign/<str:token>/", signing.sign, name="sign"),
    path("sign/<str:token>/letter.pdf", signing.letter, name="sign_letter"),
    path("verify/", verification.verify_lookup, name="verify_lookup"),
    # Anything that someone takes for a code gets an answer in words.
    path("verify/<str:code>/", verification.verify, name="verify"),
]
