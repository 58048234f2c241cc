"""The app of the Wagtail site."""
