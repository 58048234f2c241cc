"""Pictures of the document workbench, made anew: .venv/bin/python docs/手册/拍文件图.py"""

import sys
import tempfile
from datetime import date
from pathlib import Path

from 拍图 import ROOT, opened, served, set_up, shoot


def papers(folder):
    """Two invented bulletins with words nobody has seen, as files in `folder`."""
    sys.path.insert(0, str(ROOT))
    from tests.news.workbench.papers import APRIL, MAY

    for number, text in ((5, APRIL), (6, MAY)):
        path = folder / f"2023年第{number}期.txt"
        path.write_bytes(text.encode("gb18030"))
        yield path


def shoot_documents(page, address, folder):
    page.goto(f"{address}/admin/news/sourcedocument/upload/")
    page.get_by_label("文件").set_input_files(list(papers(folder)))
    page.get_by_role("button", name="上传").click()
    page.get_by_role("link", name="2023年第5期.txt").wait_for()
    while page.get_by_text("等待读取").count():
        page.wait_for_timeout(300)
    shoot(page, "03-队列", clip={"x": 0, "y": 0, "width": 1366, "height": 420})
    page.get_by_role("link", name="2023年第5期.txt").click()
    page.get_by_text("没有见过的机构").wait_for()
    shoot(page, "03-工作台")
    page.locator("td a", has_text="1O").first.click()
    page.get_by_role("heading", name="改动原文").wait_for()
    shoot(page, "03-改动", clip={"x": 0, "y": 90, "width": 1366, "height": 460})


def shoot_coverage(page, address):
    from stats.models import Dataset, NotPrinted

    kiosks = Dataset.objects.get(slug="kiosks")
    for number in range(1, 8):
        NotPrinted.objects.create(dataset=kiosks, period=date(2024, number, 1))
    page.goto(f"{address}/admin/news/sourcedocument/coverage/")
    shoot(page, "03-收录情况", clip={"x": 0, "y": 0, "width": 1366, "height": 600})


def main():
    with tempfile.TemporaryDirectory() as folder:
        user = set_up(Path(folder))
        with served() as address, opened(address, user) as page:
            shoot_documents(page, address, Path(folder))
            shoot_coverage(page, address)


if __name__ == "__main__":
    main()
