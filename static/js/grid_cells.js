/* The cells of a grid: what the server holds and what has been typed since. `window.deskGrid` is what
   the scripts of the grid share; each adds what it does to it, in the order the page names them. */
(function () {
  "use strict";

  var data = JSON.parse(document.getElementById("grid-data").textContent);
  var byId = function (id) { return document.getElementById(id); };
  var stubs = [];
  if (data.lanes.group) { stubs.push({ title: "分组", key: "group", width: 76 }); }
  if (data.lanes.number) { stubs.push({ title: "序号", key: "number", width: 44 }); }
  stubs.push({ title: "单位", key: "name", width: 190 });
  var offset = stubs.length;

  /* A paragraph prints few of its figures each month: those of last month come first. */
  if (data.paragraph && data.lastMonth) {
    var used = function (place) { return data.cells.some(function (line) { return line[place][5] || line[place][0]; }); };
    var order = data.columns.map(function (_, place) { return place; });
    order = order.filter(used).concat(order.filter(function (place) { return !used(place); }));
    var sorted = function (line) { return order.map(function (place) { return line[place]; }); };
    data.columns = sorted(data.columns);
    data.cells = data.cells.map(sorted);
    data.columns.forEach(function (column) {
      if (column.whole !== null) { column.whole = order.indexOf(column.whole); }
    });
  }

  /* What the server holds, and what has been typed here, cell by cell: raw, notes, status. */
  var stored = data.cells.map(function (line) {
    return line.map(function (cell) { return { raw: cell[0], note: cell[2], footnote: cell[6], status: cell[1] }; });
  });
  var typed = stored.map(function (line) {
    return line.map(function (cell) { return { raw: cell.raw, note: cell.note, footnote: cell.footnote, status: cell.status }; });
  });

  function each(visit) {
    typed.forEach(function (line, row) {
      line.forEach(function (cell, column) { visit(row, column, cell, stored[row][column]); });
    });
  }

  function isOpen(row, column) { return data.cells[row][column][4]; }

  /* Cells that Tab and Enter stop at. A paragraph prints few of its figures for each subject: there
     the others are reached by arrow keys alone. */
  function isStop(row, column) {
    var cell = data.cells[row][column];
    var isNew = !data.cells[row].some(function (one) { return one[5]; });
    return cell[4] && (!data.paragraph || isNew || cell[5] || typed[row][column].raw !== "");
  }

  function differs(now, was) {
    return now.raw !== was.raw || now.note !== was.note || now.footnote !== was.footnote ||
      (now.status !== was.status && now.raw === was.raw);
  }

  function dirty() {
    var cells = [];
    each(function (row, column, now, was) {
      if (!isOpen(row, column) || !differs(now, was)) { return; }
      cells.push({
        row: data.rows[row].id, metrics: data.columns[column].metrics, raw: now.raw,
        base: was.raw, note: now.note, footnote: now.footnote, status: now.status, at: [row, column]
      });
    });
    return cells;
  }

  window.deskGrid = {
    data: data, byId: byId, stubs: stubs, offset: offset, stored: stored, typed: typed,
    findings: data.findings, sheet: null,
    each: each, isOpen: isOpen, isStop: isStop, differs: differs, dirty: dirty,
    isDirty: function () { return dirty().length > 0; }
  };
}());
