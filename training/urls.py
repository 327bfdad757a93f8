from django.urls import path

from training.views import courses, headcounts, roster

app_name = "training"

urlpatterns = [
    path("my/training/officers/", roster.officers, name="officers"),
    path("my/training/officers/add/", roster.officer_add, name="officer_add"),
    path("my/training/officers/<int:pk>/", roster.officer, name="officer"),
    path("my/training/officers/<int:pk>/edit/", roster.officer_edit, name="officer_edit"),
    path("my/training/officers/<int:pk>/delete/", roster.officer_delete, name="officer_delete"),
    path("my/training/officers/<int:pk>/records/add/", roster.record_add, name="record_add"),
    path("my/training/records/", roster.records, name="records"),
    path("my/training/records/<int:pk>/edit/", roster.record_edit, name="record_edit"),
    path("my/training/records/<int:pk>/delete/", roster.record_delete, name="record_delete"),
    path("my/training/head-counts/", headcounts.headcount, name="headcount"),
    path("my/training/courses/", courses.courses, name="courses"),
]
