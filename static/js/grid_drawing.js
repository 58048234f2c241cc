/* How the cells of a grid look: marks, hints beside the figures, findings. */
(function () {
  "use strict";

  var desk = window.deskGrid, data = desk.data, typed = desk.typed, byId = desk.byId;
  var MARKS = ["closed", "seldom", "sum", "error", "warning", "changed", "noted"];

  function findingsOf(row, column) {
    return desk.findings.filter(function (found) {
      return found[0] === data.rows[row].id && data.columns[column].metrics.indexOf(found[1]) >= 0;
    });
  }

  function marksOf(row, column, found) {
    var cell = typed[row][column], marks = [];
    if (!desk.isOpen(row, column)) { marks.push("closed"); }
    else if (!desk.isStop(row, column)) { marks.push("seldom"); }
    if (data.rows[row].kind !== "data") { marks.push("sum"); }
    if (found.length) { marks.push(found[0][2]); }
    if (desk.differs(cell, desk.stored[row][column])) { marks.push("changed"); }
    if (cell.note || cell.footnote) { marks.push("noted"); }
    return marks;
  }

  /* What stands small beside a figure: [class, text]. */
  function hintOf(row, column) {
    var cell = typed[row][column], was = data.cells[row][column][3], sum = desk.computed(row, column);
    if (sum !== null && cell.raw) {
      var same = desk.number(cell.raw) !== null && desk.plain(desk.number(cell.raw)) === sum;
      return same ? ["sum-agrees", "✓"] : ["sum-differs", "相加 " + sum];
    }
    if (!desk.isOpen(row, column)) { return ["was", ""]; }
    return ["was", sum !== null ? "相加 " + sum : was];
  }

  /* Draw a cell, unless it stands there so already or somebody is typing in it. */
  function draw(td, row, column) {
    if (td.querySelector("input, textarea")) { return; }
    var raw = typed[row][column].raw, found = findingsOf(row, column);
    var marks = marksOf(row, column, found), hint = hintOf(row, column);
    var key = JSON.stringify([marks, hint, raw, found]);
    if (td.drawn === key && td.textContent === hint[1] + raw) { return; }
    td.drawn = key;
    td.textContent = raw;
    td.style.textAlign = "right";
    MARKS.forEach(function (mark) { td.classList.toggle(mark, marks.indexOf(mark) >= 0); });
    td.title = found.map(function (one) { return one[3]; }).join("\n");
    if (hint[1]) {
      var small = document.createElement("span");
      small.className = hint[0];
      small.textContent = hint[1];
      td.insertBefore(small, td.firstChild);
    }
  }

  function redraw() {
    desk.each(function (row, column) {
      var td = desk.sheet.getCellFromCoords(column + desk.offset, row);
      if (td) { draw(td, row, column); }
    });
    var count = desk.dirty().length;
    byId("grid-save").disabled = count === 0;
    listFindings();
    countFindings();
    return count;
  }

  function listFindings() {
    var list = byId("grid-findings");
    list.replaceChildren.apply(list, desk.findings.map(function (found) {
      var item = document.createElement("li");
      var row = data.rows.find(function (one) { return one.id === found[0]; });
      item.className = found[2];
      item.textContent = (row ? row.name + "：" : "") + found[3];
      return item;
    }));
    if (!desk.findings.length) {
      var none = document.createElement("li");
      none.textContent = "没有发现。";
      list.appendChild(none);
    }
  }

  function countFindings() {
    var errors = desk.findings.filter(function (found) { return found[2] === "error"; }).length;
    var link = byId("grid-found");
    link.textContent = errors ? "错误 " + errors + " 项" : "核查发现 " + desk.findings.length + " 项";
    link.className = errors ? "error" : "";
  }

  desk.findingsOf = findingsOf;
  desk.draw = draw;
  desk.redraw = redraw;
  desk.say = function (text) { byId("grid-state").textContent = text; };
}());
