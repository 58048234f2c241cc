"""Pictures of the pages on writing, made anew: .venv/bin/python docs/手册/拍写作图.py"""

import io
import tempfile
from pathlib import Path

from 拍图 import SIZE, half_done, opened, served, set_up, shoot

BODY = """<p>9月，全市卫生信息平台运行平稳。</p><h3>主要工作</h3>
<ol><li><p>完成12320热线系统升级。</p></li><li><p>组织<strong>两场</strong>培训。</p></li></ol>"""
LINES = """9月10日，举办区域平台数据质量培训会。
9月19日-21日，参加全国卫生信息化展会。
近日，完成机房巡检。"""


def article_of(issue):
    from django.core.files.base import ContentFile
    from PIL import Image, ImageDraw

    article = issue.articles.create(position=1, title="全市卫生信息平台运行平稳", body=BODY)
    image, file = Image.new("RGB", (1200, 800), "#dbe7f3"), io.BytesIO()
    ImageDraw.Draw(image).rectangle((300, 250, 900, 550), fill="#3a6ea5")
    image.save(file, "JPEG")
    article.images.create(
        position=1, file=ContentFile(file.getvalue(), "x"), alt="培训会现场", caption="培训会现场"
    )
    return article


def shoot_article(page, address, article):
    page.goto(f"{address}/admin/news/article/{article.pk}/change/")
    page.get_by_role("button", name="加粗").wait_for()
    shoot(page, "05-文章", full_page=True)
    page.get_by_role("link", name="句子助手").click()
    page.locator(".sentence-drawer .offered").wait_for()
    shoot(page, "07-旁边", clip={"x": 0, "y": 0, **SIZE})


def shoot_briefs(page, address, issue):
    page.goto(f"{address}/admin/news/issue/{issue.pk}/briefs/")
    page.get_by_label("一行一则").fill(LINES)
    page.get_by_role("button", name="预览").click()
    shoot(page, "06-预览", full_page=True)
    page.get_by_role("button", name="保存").click()


def shoot_sentences(page, address, issue):
    """A sentence is taken over, then its figure changes."""
    from stats.models import Observation

    page.goto(f"{address}/admin/news/issue/{issue.pk}/sentences/")
    table = issue.tables.get(dataset__slug="hotline")
    page.get_by_label("统计表").select_option(str(table.pk))
    page.get_by_role("button", name="显示句子").click()
    shoot(page, "07-句子", full_page=True)
    page.get_by_label("取用到").first.select_option(index=1)
    page.get_by_role("button", name="取用", exact=True).first.click()
    page.get_by_text("已加到").wait_for()
    cell = Observation.objects.filter(row__table=table, value__isnull=False).earliest("pk")
    cell.value += 66
    cell.save()
    page.goto(f"{address}/admin/news/issue/{issue.pk}/change/")
    page.get_by_role("heading", name="文中数字与记录不一致").wait_for()
    shoot(page, "07-不一致", clip={"x": 0, "y": 0, "width": 1366, "height": 480})


def main():
    with tempfile.TemporaryDirectory() as folder:
        user = set_up(Path(folder))
        issue = half_done(user)
        with served() as address, opened(address, user) as page:
            article = article_of(issue)
            shoot_article(page, address, article)
            shoot_briefs(page, address, issue)
            shoot_sentences(page, address, issue)


if __name__ == "__main__":
    main()
