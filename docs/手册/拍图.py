"""Pictures of the manual, made anew: .venv/bin/python docs/手册/拍图.py

A site with the sample issues is set up in a folder of its own; nothing else is touched.
"""

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager, suppress
from datetime import date
from html import escape
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PICTURES = HERE / "图"
MOST_BYTES = 120_000
SIZE = {"width": 1366, "height": 768}


def set_up(folder):
    """Django on an empty database in `folder`, with catalogue, samples and an editor."""
    os.environ |= {
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "DJANGO_SETTINGS_MODULE": "nhb_site.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
    }
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command

    for command in ("migrate", "load_catalogue"):
        call_command(command, verbosity=0)
    samples = sorted(map(str, (ROOT / "news" / "samples").glob("[0-9]*")))
    call_command("ingest", *samples, publish=True, stdout=io.StringIO())
    call_command("collectstatic", interactive=False, verbosity=0)
    return User.objects.create_superuser("editor", first_name="编辑", password=None)


def half_done(user):
    """The next issue, with some tables entered and one of them checked."""
    from django.utils import timezone

    from news.drafting import draft_next
    from stats.editing import editing_sheet
    from stats.entering import Entry, enter
    from stats.models import Table

    issue = draft_next(due_on=date(timezone.localdate().year + 1, 1, 8))
    left_out = {"bookings": (5, 9), "platform-districts": range(8, 40)}
    for table in issue.tables.filter(dataset__slug__in=["hotline", *left_out]):
        sheet = editing_sheet(table)
        entries = [
            Entry(row.pk, column.metrics, cell.last)
            for row, cells in zip(sheet.rows, sheet.cells, strict=True)
            for column, cell in zip(sheet.columns, cells, strict=True)
            if cell.open and cell.last and row.position not in left_out.get(table.dataset.slug, ())
        ]
        enter(table, entries, user)
    now = timezone.now()
    checked = Table.objects.filter(origin=issue.origin, dataset__slug="hotline")
    checked.update(checked_by=user, checked_at=now)
    return issue


def shoot(page, name, **options):
    """A picture of the page as 图/`name`.png, in few colours so that it stays small."""
    from PIL import Image

    picture = Image.open(io.BytesIO(page.screenshot(**options))).convert("RGB")
    path = PICTURES / f"{name}.png"
    picture.quantize(48, dither=Image.Dither.NONE).save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{path.name} 超过 {MOST_BYTES // 1000} kB")


def shoot_home(page, address, user):
    page.goto(f"{address}/admin/")
    shoot(page, "02-按钮", clip={"x": 0, "y": 0, "width": 1366, "height": 300})
    page.get_by_role("link", name="开始下一期").click()
    shoot(page, "02-确认", clip={"x": 0, "y": 0, "width": 1366, "height": 560})
    issue = half_done(user)
    page.goto(f"{address}/admin/")
    page.locator(".desk-absent summary").first.click()
    shoot(page, "01-首页", full_page=True)
    shoot_workbook(page, issue.tables.get(dataset__slug="platform-districts"))


def shoot_workbook(page, table):
    """The drawn sheet as a browser would lay it out."""
    import openpyxl

    from stats.workbooks import workbook_of

    book = openpyxl.load_workbook(io.BytesIO(workbook_of([table])))
    page.set_content(f"<meta charset='utf-8'>{as_html(book.worksheets[0])}")
    shoot(page, "01-填报表", clip={"x": 0, "y": 0, "width": 1366, "height": 420})


def as_html(sheet):
    """The cells of a worksheet as an HTML table that looks much like it."""
    spans = {
        (area.min_row, area.min_col): (area.size["rows"], area.size["columns"])
        for area in sheet.merged_cells.ranges
    }
    lines = (
        "".join(cell_html(sheet, cell, *spans.get((cell.row, cell.column), (1, 1))) for cell in row)
        for row in sheet.iter_rows(min_row=2, min_col=2)
    )
    style = "border-collapse:collapse;font:12px sans-serif;margin:12px"
    return f"<table style='{style}'><tr>{'</tr><tr>'.join(lines)}</tr></table>"


def cell_html(sheet, cell, down, across):
    if type(cell).__name__ == "MergedCell":
        return ""
    colour = cell.font.color.rgb if cell.font.color else None
    width = sheet.column_dimensions[cell.column_letter].width if across == 1 else 0
    style = {
        "background": f"#{cell.fill.fgColor.rgb[2:]}" if cell.fill.fill_type else "white",
        "color": f"#{colour[2:]}" if isinstance(colour, str) else "black",
        "border": f"1px solid {'#bbb' if cell.border.left.style else 'white'}",
        "text-align": cell.alignment.horizontal or "left",
        "font-weight": "bold" if cell.font.b else "normal",
        "min-width": f"{width * 5.6:.0f}px",
        "height": "20px",
    }
    told = ";".join(f"{name}:{value}" for name, value in style.items())
    text = "" if cell.value is None else escape(str(cell.value))
    return f"<td rowspan={down} colspan={across} style='{told}'>{text}</td>"


def session_of(user):
    from django.test import Client

    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


@contextmanager
def served():
    """The address at which the site answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, str(ROOT / "manage.py"), "runserver", place, "--noreload"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        for _ in range(400):
            time.sleep(0.3)
            with suppress(OSError), urllib.request.urlopen(f"http://{place}/healthz"):
                break
        else:
            raise RuntimeError(f"nothing answers at {place}")
        yield f"http://{place}"
    finally:
        server.terminate()


@contextmanager
def opened(address, user):
    """A page of a browser in which `user` has logged in."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, locale="zh-CN")
        cookie = {"name": "sessionid", "value": session_of(user), "url": address}
        page.context.add_cookies([cookie])
        yield page
        browser.close()


def main():
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        user = set_up(Path(folder))
        with served() as address, opened(address, user) as page:
            shoot_home(page, address, user)


if __name__ == "__main__":
    main()
