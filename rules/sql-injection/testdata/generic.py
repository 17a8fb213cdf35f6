from typing import Generic, TypeVar

from django.db import models
from rest_framework.viewsets import ReadOnlyModelViewSet

T = TypeVar("T")


class Task(models.Model):
    name = models.CharField()


class Listed(ReadOnlyModelViewSet[Task]):
    def get_queryset(self):
        name = self.request.query_params.get("name")
        return Task.objects.extra(where=["name = '%s'" % name])  # want


class Store(Generic[T]):
    def find(self, connection, name):
        return Task.objects.raw("SELECT * FROM t WHERE name = '%s'" % name)  # want


class Tasks(Store[Task]):
    pass


class Found(ReadOnlyModelViewSet):
    def list(self, request):
        return Tasks().find(None, request.GET["name"])
