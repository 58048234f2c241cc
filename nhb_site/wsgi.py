"""The WSGI callable gunicorn serves: nhb_site.wsgi:application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhb_site.settings")
os.environ.setdefault("DATABASE_TIMEOUT", "5")  # no reader holds a worker for longer
application = get_wsgi_application()
