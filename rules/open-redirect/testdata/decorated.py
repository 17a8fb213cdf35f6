from django.http import Http404, HttpResponseRedirect
from django.utils.functional import cached_property
from django.views import View
from somewhere import computed


class Random(View):
    @cached_property
    def closed(self):
        return self.request.user.is_closed

    @computed
    def chosen(self):
        return self.request.user.choices

    def get(self, request):
        if self.closed:
            raise Http404()
        if self.chosen:
            return HttpResponseRedirect("/")
        if self.chosen is None:
            return HttpResponseRedirect(request.GET["a"])  # want
        return HttpResponseRedirect(request.GET["next"])  # want
