"""Tables of the Wagtail pages."""
