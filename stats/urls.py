"""Addresses of tables and institutions."""

app_name = "stats"
urlpatterns = []
