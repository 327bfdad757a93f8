from django.urls import path, re_path

from common.addresses import AGENCY, AGENCY_REGEX
from training.views import (
    courses,
    desk,
    desk_agencies,
    headcounts,
    lapsing,
    offerings,
    officers,
    records,
    register,
)

app_name = "training"

urlpatterns = [
    path(f"{AGENCY}training/officers/", officers.index, name="officers"),
    path(f"{AGENCY}training/officers/add/", officers.add, name="officer_add"),
    path(f"{AGENCY}training/officers/<int:pk>/", officers.detail, name="officer"),
    path(f"{AGENCY}training/officers/<int:pk>/edit/", officers.edit, name="officer_edit"),
    path(f"{AGENCY}training/officers/<int:pk>/leave/", officers.separate, name="officer_separate"),
    path(f"{AGENCY}training/officers/<int:pk>/delete/", officers.delete, name="officer_delete"),
    path(f"{AGENCY}training/officers/<int:pk>/records/add/", records.add, name="record_add"),
    re_path(
        rf"^{AGENCY_REGEX}training/officers\.(?P<kind>csv|xlsx)$", officers.export, name="officers_export"
    ),
    re_path(rf"^{AGENCY_REGEX}training/records\.(?P<kind>csv|xlsx)$", records.export, name="records_export"),
    path(f"{AGENCY}training/lapsing/", lapsing.index, name="lapsing"),
    re_path(rf"^{AGENCY_REGEX}training/lapsing\.(?P<kind>csv|xlsx)$", lapsing.export, name="lapsing_export"),
    path(f"{AGENCY}training/records/", records.index, name="records"),
    path(f"{AGENCY}training/records/<int:pk>/edit/", records.edit, name="record_edit"),
    path(f"{AGENCY}training/records/<int:pk>/delete/", records.delete, name="record_delete"),
    path(f"{AGENCY}training/courses/", courses.index, name="courses"),
    path(f"{AGENCY}training/courses/note/", records.course_note, name="course_note"),
    path(f"{AGENCY}training/courses/add/", courses.add, name="course_add"),
    path(f"{AGENCY}training/courses/<slug:public_id>/", courses.detail, name="course"),
    path(f"{AGENCY}training/courses/<slug:public_id>/ask/", courses.ask, name="equivalency_add"),
    path(f"{AGENCY}training/equivalency/<slug:public_id>/", courses.equivalency, name="equivalency"),
    path(f"{AGENCY}training/equivalency/<slug:public_id>/answer/", courses.answer, name="equivalency_answer"),
    path(
        f"{AGENCY}training/equivalency/<slug:public_id>/withdraw/",
        courses.withdraw,
        name="equivalency_withdraw",
    ),
    path(
        f"{AGENCY}training/equivalency/<slug:public_id>/syllabus/",
        courses.syllabus,
        name="equivalency_syllabus",
    ),
    path(f"{AGENCY}training/classes/", offerings.index, name="offerings"),
    path(f"{AGENCY}training/classes/add/", offerings.add, name="offering_add"),
    path(f"{AGENCY}training/classes/list/", offerings.class_list, name="class_list"),
    path(f"{AGENCY}training/classes/<int:pk>/", offerings.detail, name="offering"),
    path(f"{AGENCY}training/classes/<int:pk>/edit/", offerings.edit, name="offering_edit"),
    path(f"{AGENCY}training/classes/<int:pk>/delete/", offerings.delete, name="offering_delete"),
    path(f"{AGENCY}training/classes/<int:pk>/enroll/", offerings.enroll, name="offering_enroll"),
    path(f"{AGENCY}training/classes/<int:pk>/credit/", offerings.credit, name="offering_credit"),
    path(f"{AGENCY}training/classes/<int:pk>/head-count/", offerings.count, name="offering_count"),
    path(
        f"{AGENCY}training/classes/<int:pk>/officers/<int:officer_pk>/remove/",
        offerings.unenroll,
        name="offering_unenroll",
    ),
    path(f"{AGENCY}training/head-counts/", headcounts.index, name="headcount"),
    path(f"{AGENCY}training/head-counts/add/", headcounts.enter, name="headcount_add"),
    path(
        f"{AGENCY}training/head-counts/instead-of-the-roster/", headcounts.purge_roster, name="roster_purge"
    ),
    path(f"{AGENCY}training/recording/", headcounts.switch, name="mode"),
    path(f"{AGENCY}training/officers/names/", headcounts.remove_names, name="names_remove"),
    path(f"{AGENCY}training/head-counts/<int:pk>/delete/", headcounts.delete, name="headcount_delete"),
    path("desk/equivalencies/", desk.index, name="desk_equivalencies"),
    path("desk/equivalencies/<slug:public_id>/", desk.decide, name="desk_equivalency"),
    path("desk/equivalencies/<slug:public_id>/syllabus/", desk.syllabus, name="desk_syllabus"),
    path("desk/courses/<slug:public_id>/withdraw/", desk.withdraw, name="desk_withdraw"),
    path("desk/agencies/<slug:public_id>/training/", desk_agencies.index, name="desk_training"),
    path("desk/agencies/<slug:public_id>/training/<int:pk>/", desk_agencies.leave, name="desk_leave"),
    path("equivalency/", register.index, name="register"),
    path("equivalency/<slug:public_id>/", register.detail, name="register_course"),
]
