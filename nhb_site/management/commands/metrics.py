"""Answer Prometheus on a port of its own, which readers cannot reach."""

import signal
import threading

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from prometheus_client import CollectorRegistry, start_http_server

from nhb_site.metrics import Site


class Command(BaseCommand):
    help = "在 METRICS_ADDRESS（如 127.0.0.1:9180）上答 Prometheus，一直运行；没有设就什么也不做。"
    requires_system_checks = []  # it goes on telling where there is no database

    def handle(self, **options):
        if not settings.METRICS_ADDRESS:
            self.stdout.write("没有设 METRICS_ADDRESS，不向 Prometheus 提供数据。")
            return
        host, _, port = settings.METRICS_ADDRESS.rpartition(":")
        registry = CollectorRegistry()
        registry.register(Site())
        try:
            server, _ = start_http_server(int(port), host.strip("[]"), registry)
        except (OSError, ValueError, OverflowError) as error:
            raise CommandError(
                f"不能在 METRICS_ADDRESS={settings.METRICS_ADDRESS} 上听（{error}）："
                "应为“地址:端口”，如 127.0.0.1:9180，端口没有被别的程序占用。"
            ) from error
        self.stdout.write(f"http://{settings.METRICS_ADDRESS}/metrics")
        self.stdout.flush()
        stopped = threading.Event()
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, lambda *_: stopped.set())
        stopped.wait()
        server.shutdown()
