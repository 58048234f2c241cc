from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = "简报"

    def ready(self):
        from news import placing  # noqa: F401 - connects itself to what stats tells
        from news.searching import following

        following.watch()
