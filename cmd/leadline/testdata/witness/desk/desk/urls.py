from django.urls import include, path

urlpatterns = [path("desk/", include("desk.pages"))]
