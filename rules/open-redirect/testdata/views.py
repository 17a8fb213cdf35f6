# What a method of the framework is given it keeps under names of its own.
from django.shortcuts import redirect
from django.views.generic import View


class Fixed(View):
    def dispatch(self, request):
        self.next_url = "/a"
        return super().dispatch(request)

    def post(self, request):
        self.form = self.form_class(request.POST)
        return self.away()

    def away(self):
        return redirect(self.next_url)  # ok


class Chosen(View):
    def post(self, request):
        self.form = self.form_class(request.POST)
        self.next_url = request.POST["next"]
        return self.away()

    def away(self):
        return redirect(self.next_url)  # want
