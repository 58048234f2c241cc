"""A Django site by the tutorials of django-tables2, django-filter and django-import-export."""

import json
import os
import sys

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

PAGE = (
    "{% load render_table from django_tables2 %}<!DOCTYPE html><html><head><title>简报</title>"
    "</head><body><h1>{{ object }}</h1>{% for one in articles %}<h2>{{ one.title }}</h2>"
    "{{ one.body|safe }}{% endfor %}{% if filter %}<form>{{ filter.form.as_p }}</form>{% endif %}"
    "{% if table %}{% render_table table %}{% endif %}{% for one in tables %}{% render_table one %}"
    "{% endfor %}<ul>{% for one in issues %}<li><a href='/issues/{{ one.year }}/"
    "{{ one.number }}/'>{{ one }}</a></li>{% endfor %}{% for one in hits %}<li>{{ one.title }}"
    "{% endfor %}</ul>{{ found }}</body></html>"
)

settings.configure(
    ALLOWED_HOSTS=["*"],
    SECRET_KEY="only for the benchmark",
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[
        "django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions",
        "django.contrib.messages", "django_tables2", "django_filters", "import_export",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    DATABASES={
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["PLAIN"]}
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [
                            ("django.template.loaders.locmem.Loader", {"page.html": PAGE}),
                            "django.template.loaders.app_directories.Loader",
                        ],
                    )
                ],
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ],
            },
        }
    ],
)  # fmt: skip
settings.TEMPLATES[0].pop("APP_DIRS")
django.setup()

import django_filters  # noqa: E402
import django_tables2  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.db.models import Q  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402
from django.views.generic import DetailView, ListView  # noqa: E402
from django_filters.views import FilterView  # noqa: E402
from django_tables2.export.views import ExportMixin  # noqa: E402
from import_export import resources  # noqa: E402


def model_of(table, key=None, **more):
    """A model of a table that is there already, each of its columns as a text."""
    with connection.cursor() as cursor:
        columns = [one[1] for one in cursor.execute(f'PRAGMA table_info("{table}")')]
    fields = {name: models.TextField(null=True) for name in columns}
    meta = type("Meta", (), {"app_label": "auth", "db_table": table, "managed": False})
    if key:
        fields[key] = models.IntegerField(primary_key=True)
    else:
        fields["rowid"] = models.IntegerField(primary_key=True)
    return type(
        table.title(), (models.Model,), {**fields, **more, "Meta": meta, "__module__": __name__}
    )


def named(self):
    return f"{self.year}年第{self.number}期"


Issue = model_of("issue", "id", __str__=named)
Article, Printed, Tidy = (model_of(name) for name in ("article", "printed", "tidy"))
Booking = model_of("bookings", "id")


class BookingTable(django_tables2.Table):
    class Meta:
        model = Booking


class BookingFilter(django_filters.FilterSet):
    institution = django_filters.ChoiceFilter(
        choices=lambda: [
            (one, one) for one in
            Booking.objects.order_by("institution").values_list("institution", flat=True).distinct()
        ]
    )  # fmt: skip

    class Meta:
        model = Booking
        fields = ["period", "institution"]


class BookingList(ExportMixin, django_tables2.SingleTableMixin, FilterView):
    model, table_class, filterset_class = Booking, BookingTable, BookingFilter
    template_name = "page.html"

    def get_table_pagination(self, table):
        return {"per_page": int(self.request.GET.get("per_page", 50))}


class TidyTable(django_tables2.Table):
    class Meta:
        model = Tidy
        exclude = ("rowid",)


class TidyList(ExportMixin, django_tables2.SingleTableView):
    table_class, template_name = TidyTable, "page.html"

    def get_queryset(self):
        return Tidy.objects.filter(dataset=self.request.GET["dataset"])


class IssueList(ListView):
    queryset = Issue.objects.order_by("-year", "-number")
    template_name, context_object_name = "page.html", "issues"


class IssuePage(DetailView):
    model, template_name = Issue, "page.html"

    def get_object(self):
        return Issue.objects.get(**self.kwargs)

    def get_context_data(self, **kwargs):
        articles = Article.objects.filter(issue=self.object.pk).order_by("position")
        tables = Printed.objects.filter(issue=self.object.pk).order_by("position")
        told = {"articles": articles, "tables": [printed(one.cells) for one in tables]}
        return super().get_context_data(**kwargs) | told


def printed(cells):
    """A table of tables2 with these cells."""
    lines = json.loads(cells)
    columns = [f"c{number}" for number in range(max(map(len, lines)))]
    extra = [(name, django_tables2.Column()) for name in columns]
    rows = [dict(zip(columns, line, strict=False)) for line in lines]
    return django_tables2.Table(rows, extra_columns=extra, orderable=False)


class Search(ListView):
    template_name, context_object_name = "page.html", "hits"

    def get_queryset(self):
        text = self.request.GET["q"]
        found = Article.objects.filter(Q(title__contains=text) | Q(body__contains=text))
        self.total = found.count()
        return found[:20]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"found": f"共 {self.total} 篇"}


class TidyResource(resources.ModelResource):
    class Meta:
        model = Tidy
        exclude = ("rowid",)


def export(request, kind):
    """The whole of a dataset by django-import-export."""
    told = TidyResource().export(Tidy.objects.filter(dataset=request.GET["dataset"]))
    return HttpResponse(getattr(told, kind), content_type="application/octet-stream")


urlpatterns = [
    path("issues/", IssueList.as_view()),
    path("issues/<int:year>/<int:number>/", IssuePage.as_view()),
    path("bookings/", BookingList.as_view()),
    path("tidy/", TidyList.as_view()),
    path("export.<str:kind>", export),
    path("search/", Search.as_view()),
]
application = get_wsgi_application()

if __name__ == "__main__":
    sys.exit("gunicorn tutorial:application")
