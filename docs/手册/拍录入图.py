"""Pictures of typing in the grid, made anew: .venv/bin/python docs/手册/拍录入图.py"""

import tempfile
from pathlib import Path

from 拍图 import half_done, opened, served, set_up, shoot

PASTE = """text => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const options = {clipboardData: data, bubbles: true, cancelable: true};
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", options));
}"""


def open_grid(page, address, issue, slug):
    table = issue.tables.get(dataset__slug=slug)
    page.goto(f"{address}/admin/stats/table/{table.pk}/grid/")
    page.wait_for_selector("#grid td.stub")


def type_some(page, lines):
    for line in lines:
        for text in line:
            page.keyboard.type(text)
            page.keyboard.press("Tab")


def shoot_grid(page, address, issue):
    open_grid(page, address, issue, "bookings")
    type_some(page, [("3608", "1216", "0", "18", "4842"), ("512", "30", "1x")])
    page.locator("#grid td.error").wait_for()
    page.wait_for_timeout(600)
    shoot(page, "10-录入")
    page.locator("#row-add").click()
    page.keyboard.type("南京市口腔医院")
    page.locator("#row-who").get_by_text("机构名单里有").wait_for()
    shoot(page, "10-增加一行", clip={"x": 340, "y": 160, "width": 700, "height": 420})
    page.keyboard.press("Escape")


def shoot_paste(page, address, issue):
    page.on("dialog", lambda asked: asked.accept())
    open_grid(page, address, issue, "platform-districts")
    page.evaluate(PASTE, "3160062\t30\t11/11\r\n2536265\t28\t11/11\r\n2264691\t16\t6/11\r\n")
    page.wait_for_timeout(1500)
    shoot(page, "10-粘贴", clip={"x": 0, "y": 0, "width": 1366, "height": 520})


def main():
    with tempfile.TemporaryDirectory() as folder:
        user = set_up(Path(folder))
        issue = half_done(user)
        with served() as address, opened(address, user) as page:
            shoot_grid(page, address, issue)
            shoot_paste(page, address, issue)


if __name__ == "__main__":
    main()
