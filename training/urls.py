from django.urls import path

from training.views import headcounts, officers, records

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
    path("my/training/courses/note/", records.course_note, name="course_note"),
    path("my/training/head-counts/", headcounts.index, name="headcount"),
    path("my/training/head-counts/add/", headcounts.enter, name="headcount_add"),
    path("my/training/head-counts/<int:pk>/delete/", headcounts.delete, name="headcount_delete"),
]
