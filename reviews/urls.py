from django.urls import path

from reviews.views import access, completions, desk, identity, intake, logs, releases

app_name = "reviews"

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("overdue/", desk.overdue, name="overdue"),
    path("logs/", logs.logs, name="logs"),
    path("pledges/", intake.intake, name="intake"),
    path("pledges/<slug:public_id>/", intake.intake_pledge, name="intake_pledge"),
    path("pledges/<slug:public_id>/verify/", intake.verify, name="verify"),
    path("pledges/<slug:public_id>/query/", intake.query, name="query"),
    path("pledges/<slug:public_id>/close/", intake.close, name="close"),
    path("pledges/<slug:public_id>/confirm-again/", intake.confirm_again, name="confirm_again"),
    path("completions/", completions.completions, name="completions"),
    path("completions/<slug:public_id>/", completions.completion, name="completion"),
    path("completions/<slug:public_id>/claim/", completions.claim, name="claim"),
    path("completions/<slug:public_id>/release/", completions.release, name="release"),
    path("completions/<slug:public_id>/note/", completions.note, name="note"),
    path(
        "completions/<slug:public_id>/ask-signed-letter/",
        completions.ask_for_signed_letter,
        name="ask_for_signed_letter",
    ),
    path("completions/<slug:public_id>/decide/", completions.decide, name="decide"),
    path("completions/<slug:public_id>/withdraw-decision/", completions.drop, name="drop"),
    path("completions/<slug:public_id>/prepared/", releases.prepared, name="prepared"),
    path(
        "completions/<slug:public_id>/prepared/<slug:kind>/", releases.prepared_paper, name="prepared_paper"
    ),
    path("releases/", releases.releases, name="releases"),
    path("releases/<slug:public_id>/", releases.batch, name="batch"),
    path("releases/<slug:public_id>/gather/", releases.gather, name="gather"),
    path("releases/<slug:public_id>/release/", releases.release_batch, name="release_batch"),
    path("releases/<slug:public_id>/recall/", releases.recall_batch, name="recall_batch"),
    path("completions/<slug:public_id>/signed-letter/", desk.signed_letter, name="signed_letter"),
    path("agencies/", desk.agencies, name="agencies"),
    path("agencies/<slug:public_id>/", desk.agency, name="agency"),
    path("agencies/<slug:public_id>/lead/", access.appoint, name="appoint"),
    path("access/", access.access, name="access"),
    path("invitations/<slug:public_id>/again/", access.invite_again, name="invite_again"),
    path("invitations/<slug:public_id>/address/", access.correct_address, name="correct_address"),
    path("invitations/<slug:public_id>/reopen/", access.reopen, name="reopen"),
    path("agencies/<slug:public_id>/extend/", desk.extend, name="extend"),
    path("agencies/<slug:public_id>/lapse/", desk.lapse, name="lapse"),
    path("copies/<slug:public_id>/", desk.submitted_copy, name="submitted_copy"),
    path("evidence/<slug:evidence>/<slug:public_id>/", desk.evidence_file, name="evidence_file"),
    path("agencies/<slug:public_id>/correct/", identity.correct, name="correct"),
    path("identity/<slug:public_id>/", identity.identity, name="identity"),
]
