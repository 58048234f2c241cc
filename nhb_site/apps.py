"""The site as an app, which brings the commands about all of it, and its admin: the desk."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class SiteConfig(AppConfig):
    name = "nhb_site"
    verbose_name = "审计"

    def ready(self):
        from nhb_site import audited, sessions  # noqa: F401 that hear of every log-in


class DeskConfig(AdminConfig):
    default_site = "nhb_site.desk.DeskSite"
