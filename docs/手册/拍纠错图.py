"""Pictures of readers' reports, made anew: .venv/bin/python docs/手册/拍纠错图.py"""

import tempfile
from pathlib import Path

from 拍图 import PICTURES, opened, served, set_up, shoot


def fill():
    from news.models import ReaderReport

    told = (
        ("/stats/bookings/2024-08/", "南京鼓楼医院 线上预约", "原件第 3 页印的是 6686。", "new"),
        ("/issues/2020/12/articles/1/", "第 2 段", "“都市圈9个城市”应为 8 个。", "checked"),
        ("/issues/2024/9/", "简讯", "日期写错了。", "new"),
    )
    for page, place, text, state in told:
        report = ReaderReport.objects.create(page=page, place=place, text=text, state=state)
    return report


def main():
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        user = set_up(Path(folder))
        report = fill()
        with served() as address, opened(address, user) as page:
            page.goto(f"{address}/admin/news/readerreport/")
            shoot(page, "13-列表", clip={"x": 0, "y": 0, "width": 1366, "height": 420})
            page.goto(f"{address}/admin/news/readerreport/{report.pk}/change/")
            shoot(page, "13-办理")


if __name__ == "__main__":
    main()
