from django.urls import path

from training.views import headcounts, imports, officers, records

app_name = "training"

urlpatterns = [
    path("my/training/officers/", officers.index, name="officers"),
    path("my/training/officers/add/", officers.add, name="officer_add"),
    path("my/training/officers/<int:pk>/", officers.detail, name="officer"),
    path("my/training/officers/<int:pk>/edit/", officers.edit, name="officer_edit"),
    path("my/training/officers/<int:pk>/leave/", officers.separate, name="officer_separate"),
    path("my/training/officers/<int:pk>/delete/", officers.delete, name="officer_delete"),
    path("my/training/officers/<int:pk>/records/add/", records.add, name="record_add"),
    path("my/training/records/", records.index, name="records"),
    path("my/training/records/<int:pk>/edit/", records.edit, name="record_edit"),
    path("my/training/records/<int:pk>/delete/", records.delete, name="record_delete"),
    path("my/training/import/", imports.index, name="import"),
    path("my/training/import/<str:public_id>/", imports.job, name="import_job"),
    path("my/training/import/<str:public_id>/columns/", imports.columns, name="import_columns"),
    path("my/training/import/<str:public_id>/values/", imports.values, name="import_values"),
    path("my/training/import/<str:public_id>/confirm/", imports.confirm, name="import_confirm"),
    path("my/training/import/<str:public_id>/discard/", imports.discard, name="import_discard"),
    path("my/training/import/<str:public_id>/undo/", imports.undo, name="import_undo"),
    path("my/training/import/<str:public_id>/refused.csv", imports.refused, name="import_refused"),
    path("my/training/courses/note/", records.course_note, name="course_note"),
    path("my/training/head-counts/", headcounts.index, name="headcount"),
    path("my/training/head-counts/add/", headcounts.enter, name="headcount_add"),
    path("my/training/head-counts/<int:pk>/delete/", headcounts.delete, name="headcount_delete"),
]
