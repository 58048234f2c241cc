/* What is pasted into the grid: a block from Excel or WPS as text with tabs, a table from Word as
   HTML, since its text breaks cells of two paragraphs. Closed cells keep what they hold. */
(function () {
  "use strict";

  var desk = window.deskGrid, sheet = desk.sheet;
  var place = desk.byId("grid");
  var FROM_WORD = /ProgId"?\s+content="?Word\.|schemas-microsoft-com:office:word|class="?Mso/i;

  function tidy(text) { return text.replace(/[\s\u00a0]+/g, " ").trim(); }

  /* Lines of cells; a cell in quotes may hold tabs, line ends and doubled quotes. */
  function ofText(text) {
    var lines = [[]], cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/g, match;
    do {
      match = cell.exec(text);
      lines[lines.length - 1].push(tidy(match[1] === undefined ? match[2] : match[1].replace(/""/g, '"')));
      if (match[3] && match[3] !== "\t") { lines.push([]); }
    } while (match[3]);
    var end = lines[lines.length - 1];
    if (lines.length > 1 && end.length === 1 && end[0] === "") { lines.pop(); }
    return lines;
  }

  /* The same of the first table in HTML; what a cell spans beside and below it stays empty. */
  function ofTable(html) {
    var table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
    if (!table) { return null; }
    var lines = Array.from(table.rows, function () { return []; });
    Array.from(table.rows).forEach(function (row, down) {
      var at = 0;
      Array.from(row.cells).forEach(function (cell) {
        while (lines[down][at] !== undefined) { at += 1; }
        for (var y = 0; y < cell.rowSpan && down + y < lines.length; y += 1) {
          for (var x = 0; x < cell.colSpan; x += 1) { lines[down + y][at + x] = x || y ? "" : tidy(cell.textContent); }
        }
      });
    });
    return lines;
  }

  function block(clipboard) {
    var html = clipboard.getData("text/html");
    return (FROM_WORD.test(html) && ofTable(html)) || ofText(clipboard.getData("text/plain"));
  }

  /* One value into many selected cells fills them all; else the block lies from the first cell on. */
  function put(lines) {
    var at = sheet.selectedCell.map(Number);
    var left = Math.min(at[0], at[2]), top = Math.min(at[1], at[3]);
    var records = [], outside = 0, closed = 0;
    if (lines.length === 1 && lines[0].length === 1) {
      lines = filled(lines[0][0], Math.abs(at[2] - at[0]) + 1, Math.abs(at[3] - at[1]) + 1);
    }
    lines.forEach(function (line, down) {
      line.forEach(function (text, across) {
        var row = top + down, column = left + across - desk.offset;
        if (row >= desk.data.rows.length || column >= desk.data.columns.length) { outside += 1; }
        else if (column < 0 || !desk.isOpen(row, column)) { closed += text ? 1 : 0; }
        else { records.push({ x: left + across, y: row, value: text }); }
      });
    });
    if (records.length) { sheet.setValue(records); }
    tell(records.length, outside, closed);
  }

  function filled(text, width, height) {
    return Array.from({ length: height }, function () { return new Array(width).fill(text); });
  }

  function tell(put, outside, closed) {
    var words = "粘贴了 " + put + " 格。";
    if (outside) { words += "有 " + outside + " 格超出这张表，没有放进去。"; }
    if (closed) { words += "有 " + closed + " 格对着不用填的格，没有放进去。"; }
    desk.say(words + (put ? "不对就按 Ctrl+Z。" : ""));
  }

  window.addEventListener("paste", function (event) {
    var away = document.activeElement !== document.body && !place.contains(document.activeElement);
    if (away || !sheet.selectedCell || !event.clipboardData) { return; }
    var lines = block(event.clipboardData);
    if (sheet.edition && lines.length === 1 && lines[0].length === 1) { return; }
    event.preventDefault();
    event.stopPropagation();
    desk.commit();
    put(lines);
  }, true);
}());
