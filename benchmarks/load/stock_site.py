"""A peer: one list and one page of a bare Django, as its tutorial would make them.

Its pages are much smaller than ours: what it does is a ceiling, not the same work.
"""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.urls import path
from django.views.generic import DetailView, ListView
from waitress import serve

from benchmarks.served_site import HOST

RECORDS = 10_000
TEXT = "Cameras count who passes, and nobody says what becomes of the numbers. "
TEMPLATES = {
    "list.html": "<h1>Articles</h1><ul>{% for one in object_list %}"
    '<li><a href="/articles/{{ one.pk }}/">{{ one.title }}</a></li>{% endfor %}</ul>',
    "page.html": "<h1>{{ object.title }}</h1><p>{{ object.text }}</p>",
}


def configure_django(folder: str) -> None:
    """Settings of one application with one table."""
    loader = "django.template.loaders.locmem.Loader"
    settings.configure(
        ALLOWED_HOSTS=[HOST],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": Path(folder) / "stock.sqlite3",
            }
        },
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        ROOT_URLCONF=type("Addresses", (), {}),
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"loaders": [(loader, TEMPLATES)]},
            }
        ],
    )
    django.setup()


def serve_stock(folder: str, port: str, processes: str) -> None:
    """Make the table, then serve it until the process is ended."""
    configure_django(folder)

    class Article(models.Model):
        title = models.CharField(max_length=200)
        text = models.TextField()

        class Meta:
            app_label = "stock"

        def __str__(self) -> str:
            return self.title

    with connection.schema_editor() as editor:
        editor.create_model(Article)
    Article.objects.bulk_create(
        Article(title=f"Article {number}", text=TEXT * 20) for number in range(RECORDS)
    )
    settings.ROOT_URLCONF.urlpatterns = [
        path(
            "articles/",
            ListView.as_view(
                queryset=Article.objects.order_by("-pk")[:20], template_name="list.html"
            ),
        ),
        path(
            "articles/<int:pk>/",
            DetailView.as_view(model=Article, template_name="page.html"),
        ),
    ]
    connection.close()
    application = get_wsgi_application()
    with socket.create_server((HOST, int(port)), backlog=1024) as listener:
        for _other in range(int(processes) - 1):
            if not os.fork():
                break
        serve(application, sockets=[listener], threads=4, _quiet=True)


if __name__ == "__main__":
    serve_stock(*sys.argv[1:])
