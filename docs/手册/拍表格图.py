"""Pictures of lists going out and coming in, made anew: .venv/bin/python docs/手册/拍表格图.py"""

import io
import tempfile
from pathlib import Path

from 拍图 import half_done, opened, served, set_up, shoot


def edited(data):
    """The workbook with two figures of an open table changed."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    lines = [line for line in book.active.iter_rows(min_row=2) if line[13].value]
    for line, text in zip(lines, ("6669", "1820"), strict=False):
        line[11].value, line[12].value, line[13].value = None, None, text
    changed = io.BytesIO()
    book.save(changed)
    return changed.getvalue()


def shoot_lists(page, address, issue, folder):
    table = issue.tables.get(dataset__slug="bookings")
    chosen = f"row__table__dataset__id__exact={table.dataset_id}&q={table.origin}"
    page.goto(f"{address}/admin/stats/observation/?{chosen}")
    shoot(page, "04-导出", clip={"x": 0, "y": 0, "width": 1366, "height": 420})
    with page.expect_download() as saved:
        page.get_by_role("link", name="导出 .xlsx").click()
    path = folder / "预约挂号.xlsx"
    path.write_bytes(edited(saved.value.path().read_bytes()))
    page.get_by_role("link", name="导入整齐数据").click()
    page.get_by_label("文件").set_input_files(path)
    page.get_by_role("button", name="上传并预览").click()
    page.get_by_role("heading", name="新增与改动").wait_for()
    shoot(page, "04-预览", clip={"x": 0, "y": 0, "width": 1366, "height": 560})


def main():
    with tempfile.TemporaryDirectory() as folder:
        user = set_up(Path(folder))
        issue = half_done(user)
        with served() as address, opened(address, user) as page:
            shoot_lists(page, address, issue, Path(folder))


if __name__ == "__main__":
    main()
