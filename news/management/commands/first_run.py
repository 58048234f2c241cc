"""What bin/run does once, on an empty database."""

from contextlib import suppress
from io import StringIO
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.utils.crypto import get_random_string

from news.models import Article, State

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
# No print says the topics of its articles; for the samples an editor chose them.
TOPICS = {
    "社区门诊接上市级转诊平台“快车道”": "预约挂号、分级诊疗",
    "2020年区域卫生信息化经验交流会暨南京卫生信息学会总结会在宁举行": "学术交流",
    "电子病历归档试点完成验收": "电子病历",
    "两期继续教育培训班在宁结业": "学术交流、继续教育",
    "让老年人用得上、用得惯，11项举措这样做": "预约挂号、老年人服务",
}
LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that look alike

LOGIN = """
后台登录信息只显示这一次，请记下：
    地址    {address}/admin/
    用户名  {username}
    密码    {password}
登录后请在页面右上角「修改密码」处换成自己的密码；忘记时运行：
    .venv/bin/python manage.py changepassword {username}
"""


class Command(BaseCommand):
    help = "首次运行：读入并发布样刊，建立后台管理员（随机密码）。已有管理员时什么也不做。"

    def add_arguments(self, parser):
        parser.add_argument("--address", default="http://127.0.0.1:8000", help="网站地址")

    def handle(self, *, address, **options):
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        self.take_in_samples()
        password = get_random_string(16, LETTERS)
        user = users.create_superuser("admin", password=password)
        self.stdout.write(LOGIN.format(address=address, username=user, password=password))

    def take_in_samples(self):
        """The sample issues, with topics, published; where real ones stand in their place, those
        stay."""
        files = sorted(map(str, SAMPLES.glob("[0-9]*")))
        with suppress(CommandError):  # which is said when they are published
            call_command("ingest", *files, stdout=StringIO(), stderr=StringIO())
        for article in Article.objects.filter(title__in=TOPICS, issue__state=State.DRAFT):
            article.topics = TOPICS[article.title]
            article.save()
        try:
            call_command("ingest", *files, publish=True, stdout=self.stdout, stderr=self.stderr)
        except CommandError as error:
            self.stderr.write(f"样刊：{error}网站照常启动。")
