from django.urls import path

from reviews.views import completions, desk, intake

app_name = "reviews"

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("pledges/", intake.intake, name="intake"),
    path("pledges/<str:public_id>/", intake.intake_pledge, name="intake_pledge"),
    path("pledges/<str:public_id>/verify/", intake.verify, name="verify"),
    path("pledges/<str:public_id>/query/", intake.query, name="query"),
    path("pledges/<str:public_id>/close/", intake.close, name="close"),
    path("pledges/<str:public_id>/confirm-again/", intake.confirm_again, name="confirm_again"),
    path("completions/", completions.completions, name="completions"),
    path("completions/<str:public_id>/", completions.completion, name="completion"),
    path("completions/<str:public_id>/claim/", completions.claim, name="claim"),
    path("completions/<str:public_id>/note/", completions.note, name="note"),
    path("completions/<str:public_id>/decide/", completions.decide, name="decide"),
    path("completions/<str:public_id>/signed-letter/", desk.signed_letter, name="signed_letter"),
    path("agencies/", desk.agencies, name="agencies"),
    path("agencies/<str:public_id>/", desk.agency, name="agency"),
    path("agencies/<str:public_id>/extend/", desk.extend, name="extend"),
    path("agencies/<str:public_id>/lapse/", desk.lapse, name="lapse"),
    path("partnerships/<str:public_id>/memorandum/", desk.memorandum, name="memorandum"),
    path("policies/<str:public_id>/file/", desk.policy_file, name="policy_file"),
]
