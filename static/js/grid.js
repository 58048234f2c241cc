/* The grid of one table: jspreadsheet for typing, pasting and undo; the server for all that counts.
   What the checks say comes from the server's own rules, asked for a moment after each change. */
(function () {
  "use strict";

  var desk = window.deskGrid, data = desk.data, byId = desk.byId;
  var stubs = desk.stubs, offset = desk.offset, stored = desk.stored, typed = desk.typed;
  var ended = false;  // typing has ended, and the focus is not yet back

  function headers() {
    var depth = Math.max.apply(null, data.columns.map(function (column) { return column.path.length; }));
    var lines = [];
    for (var level = 0; level < depth - 1; level += 1) {
      var line = [{ title: "", colspan: offset }];
      data.columns.forEach(function (column) {
        var title = column.path.length > level + 1 ? column.path[level] : "";
        var last = line[line.length - 1];
        if (line.length > 1 && title && last.title === title) { last.colspan += 1; }
        else { line.push({ title: title, colspan: 1 }); }
      });
      lines.push(line);
    }
    return lines;
  }

  function titleOf(column) {
    var title = column.path[column.path.length - 1];
    return column.unit && title.indexOf(column.unit) < 0 ? title + "（" + column.unit + "）" : title;
  }

  /* Room for the title in two lines and for the longest figure; where the page is wide enough, for
     the new figure and last month's side by side. */
  function widths() {
    var room = byId("grid").clientWidth - 20 - stubs.reduce(function (sum, stub) { return sum + stub.width; }, 0);
    var needed = function (figures) {
      return data.columns.map(function (column, place) {
        var longest = data.cells.reduce(function (most, line) {
          return Math.max(most, line[place][3].length, line[place][0].length);
        }, 0);
        return Math.max(84, longest * figures + 20, Math.ceil(titleOf(column).length / 2) * 14 + 16);
      });
    };
    var wide = needed(17);
    return wide.reduce(function (sum, width) { return sum + width; }, 0) > room ? needed(9) : wide;
  }

  function stubCell(td) { td.classList.add("stub"); }

  var width = widths();
  var columns = stubs.map(function (stub) {
    return { type: "text", title: stub.title, width: stub.width, readOnly: true, align: "left", render: stubCell };
  }).concat(data.columns.map(function (column, place) {
    return {
      type: "text", title: titleOf(column), width: width[place], align: "right",
      render: function (td, value, x, y) { desk.draw(td, Number(y), place); }
    };
  }));

  var made = jspreadsheet(byId("grid"), {
    parseFormulas: false,
    contextMenu: function () { return false; },
    worksheets: [{
      worksheetName: "本期表",
      data: data.rows.map(function (row, place) {
        return stubs.map(function (stub) { return row[stub.key]; })
          .concat(typed[place].map(function (cell) { return cell.raw; }));
      }),
      columns: columns,
      nestedHeaders: headers(),
      freezeColumns: offset,
      tableOverflow: true,
      tableWidth: "100%",
      tableHeight: Math.max(260, window.innerHeight - byId("grid").getBoundingClientRect().top - 20) + "px",
      allowInsertRow: false, allowInsertColumn: false, allowDeleteRow: false, allowDeleteColumn: false,
      allowRenameColumn: false, columnSorting: false, columnDrag: false, rowDrag: false, wordWrap: true
    }],
    onbeforechange: function (instance, td, x, y, value) {
      var column = Number(x) - offset;
      if (column < 0 || !desk.isOpen(Number(y), column)) { return instance.getValueFromCoords(x, y); }
      return String(value).replace(/\r/g, "").trim();
    },
    onchange: function (instance, td, x, y, value) {
      var column = Number(x) - offset;
      if (column < 0) { return; }
      var cell = typed[Number(y)][column];
      cell.raw = String(value === null || value === undefined ? "" : value);
      cell.status = stored[Number(y)][column].raw === cell.raw ? stored[Number(y)][column].status : "";
    },
    onafterchanges: function () {
      var count = desk.redraw();
      desk.say(count ? "有 " + count + " 格还没有保存。" : "");
      desk.checkSoon();
    },
    onundo: redrawSoon,
    onredo: redrawSoon,
    oncopy: function () { return selectedText(); },
    oneditionend: function () { ended = true; setTimeout(settle, 0); },
    onselection: function (instance, x1, y1) { desk.select(Number(y1), Number(x1) - offset); }
  });
  var sheet = made[0];
  desk.sheet = sheet;
  sheet.hideIndex();

  /* Scrolling closes the box that somebody types in, and the next cell has often just been scrolled
     to: a fast typist would lose digits. */
  var onscroll = sheet.content.onscroll;
  sheet.content.onscroll = function (event) {
    var edition = sheet.edition;
    sheet.edition = null;
    onscroll.call(this, event);
    sheet.edition = edition;
  };
  stubs.reduce(function (left, stub, place) {
    byId("grid").style.setProperty("--stub-" + place, left + "px");
    sheet.headers[place].classList.add("stub");
    return left + stub.width;
  }, 0);

  /* What is copied: names and figures as typed, without what stands small beside them. */
  function selectedText() {
    var at = sheet.selectedCell.map(Number), lines = [];
    for (var row = Math.min(at[1], at[3]); row <= Math.max(at[1], at[3]); row += 1) {
      var line = [];
      for (var x = Math.min(at[0], at[2]); x <= Math.max(at[0], at[2]); x += 1) {
        line.push(x < offset ? data.rows[row][stubs[x].key] : typed[row][x - offset].raw);
      }
      lines.push(line.join("\t"));
    }
    return lines.join("\r\n");
  }

  function redrawSoon() {
    setTimeout(function () {
      desk.each(function (row, column, cell) {
        var now = String(sheet.getValueFromCoords(column + offset, row) || "");
        if (desk.isOpen(row, column) && now !== cell.raw) { cell.raw = now; }
      });
      desk.say("有 " + desk.redraw() + " 格还没有保存。");
      desk.checkSoon();
    }, 0);
  }

  /* What is read aloud: the grid by its title, and nothing of the tabs, which are not shown. */
  sheet.table.setAttribute("role", "grid");
  sheet.table.setAttribute("aria-label", document.querySelector("#content h1").textContent);
  byId("grid").querySelectorAll("[role=region]").forEach(function (region) {
    region.removeAttribute("role");
    region.removeAttribute("aria-label");
  });

  /* A cell in which somebody is still typing counts as typed. */
  function commit() {
    if (!sheet.edition) { return; }
    sheet.closeEditor(sheet.edition[0], true);
    backToGrid();
  }

  /* The box that somebody typed in is gone, and the focus with it. */
  function backToGrid() {
    if (document.activeElement === document.body) { byId("grid").focus({ preventScroll: true }); }
  }

  /* At the end of typing, or at the next key where that one is quicker. */
  function settle() {
    if (ended) { ended = false; backToGrid(); }
  }

  byId("grid-save").addEventListener("click", function () { desk.write(desk.dirty()); });
  window.addEventListener("beforeunload", function (event) {
    if (desk.dirty().length) { event.preventDefault(); event.returnValue = ""; }
  });

  desk.redraw();

  /* What the scripts for keys, pasting and rows need of this one. */
  desk.commit = commit;
  desk.settle = settle;
  desk.save = function (then) { commit(); desk.write(desk.dirty(), then); };
}());
