from django.apps import AppConfig


class StatsConfig(AppConfig):
    name = "stats"
    verbose_name = "统计"

    def ready(self):
        from stats import past  # models are not ready before

        past.watch()
