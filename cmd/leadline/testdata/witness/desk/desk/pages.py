from django.urls import path

from . import views

urlpatterns = [
    path("find/<str:shelf>/<int:page>", views.find),
    path("hello", views.hello),
    path("leave", views.leave),
    path("note", views.note),
    path("print", views.Print.as_view()),
]
