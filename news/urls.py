"""Addresses of issues and articles."""

app_name = "news"
urlpatterns = []
