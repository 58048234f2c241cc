"""The admin of this site is the desk of its editor."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "nhb_site.admin.DeskSite"
