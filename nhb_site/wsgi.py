"""The WSGI callable gunicorn serves: nhb_site.wsgi:application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhb_site.settings")
os.environ.setdefault("DATABASE_TIMEOUT", "5")  # no reader holds a worker for longer
django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402

from nhb_site.hot import HotPages  # noqa: E402
from nhb_site.logs import Numbered  # noqa: E402
from nhb_site.measuring import Measured  # noqa: E402
from nhb_site.replicas import ReplicaStamps  # noqa: E402
from nhb_site.stamps import Stamps  # noqa: E402

stamps = ReplicaStamps() if settings.REPLICA_URL else Stamps()
hot_pages = HotPages(django_application, stamps, settings.HOT_PAGES_MB * 2**20)
application = Numbered(Measured(hot_pages))
