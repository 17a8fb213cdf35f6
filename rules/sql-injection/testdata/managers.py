from django.db import models
from django.http import HttpResponse

class PostQuerySet(models.QuerySet):
    def search(self, term):
        return self.extra(where=["title LIKE '%%%s%%'" % term])   # want
    def published(self):
        return self.filter(published=True)
    def named(self, term):
        return self.raw("SELECT * FROM t WHERE n='" + term + "'")  # want
    def other(self, term):
        return self.raw("SELECT * FROM t WHERE n='" + term + "'")  # want
    def clean(self, term):
        return self.raw("SELECT * FROM t WHERE n='" + term + "'")

class Post(models.Model):
    objects = PostQuerySet.as_manager()

class Note(models.Model):
    objects = models.Manager.from_queryset(PostQuerySet)()

class OtherManager(models.Manager.from_queryset(PostQuerySet)):
    def mine(self, user):
        return self.published()

class Other(models.Model):
    objects = OtherManager()

def search(request):
    Post.objects.published().search(request.GET["q"])
    Note.objects.filter(x=1).named(request.GET["q"])
    Other.objects.mine(1).other(request.GET["q"])
    Post.objects.clean("x")
    return HttpResponse("x")
