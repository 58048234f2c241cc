/* The grid of one table: jspreadsheet for typing, pasting and undo; the server for all that counts.
   What the checks say comes from the server's own rules, asked for a moment after each change. */
(function () {
  "use strict";

  var data = JSON.parse(document.getElementById("grid-data").textContent);
  var byId = function (id) { return document.getElementById(id); };
  var token = document.querySelector("[name=csrfmiddlewaretoken]").value;
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

  var MARKS = ["closed", "seldom", "sum", "error", "warning", "changed", "noted"];

  /* What the server holds, and what has been typed here, cell by cell: raw, note, status. */
  var stored = data.cells.map(function (line) {
    return line.map(function (cell) { return { raw: cell[0], note: cell[2], status: cell[1] }; });
  });
  var typed = stored.map(function (line) {
    return line.map(function (cell) { return { raw: cell.raw, note: cell.note, status: cell.status }; });
  });
  var findings = data.findings;
  var selected = null;
  var sheet = null;
  var timer = null, lifeTimer = null;
  var ended = false;  // typing has ended, and the focus is not yet back

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
    return now.raw !== was.raw || now.note !== was.note ||
      (now.status !== was.status && now.raw === was.raw);
  }

  function dirty() {
    var cells = [];
    each(function (row, column, now, was) {
      if (!isOpen(row, column) || !differs(now, was)) { return; }
      cells.push({
        row: data.rows[row].id, metrics: data.columns[column].metrics, raw: now.raw,
        base: was.raw, note: now.note, status: now.status, at: [row, column]
      });
    });
    return cells;
  }

  /* -- sums beside what is typed: exact, in whole ten-thousandths */

  function number(raw) {
    var text = String(raw).replace(/[\s,，]/g, "").replace(/[０-９．－]/g, function (sign) {
      return String.fromCharCode(sign.charCodeAt(0) - 0xFEE0);
    });
    return /^[+-]?\d+(\.\d{1,6})?$/.test(text) ? text : null;
  }

  function add(texts) {
    var places = 0;
    texts.forEach(function (text) { places = Math.max(places, (text.split(".")[1] || "").length); });
    var sum = texts.reduce(function (total, text) {
      var parts = text.split(".");
      return total + BigInt(parts[0] + (parts[1] || "").padEnd(places, "0"));
    }, BigInt(0));
    if (!places) { return String(sum); }
    var digits = String(sum < 0 ? -sum : sum).padStart(places + 1, "0");
    return (sum < 0 ? "-" : "") + digits.slice(0, -places) + "." + digits.slice(-places);
  }

  function plain(text) {
    return text.indexOf(".") < 0 ? text.replace(/^\+/, "") : text.replace(/^\+/, "").replace(/\.?0+$/, "");
  }

  var partsOf = data.columns.map(function (_, column) {
    var parts = [];
    data.columns.forEach(function (other, place) { if (other.whole === column) { parts.push(place); } });
    return parts;
  });

  /* The sum a cell should show: of its parts in the row, or of the rows above it. */
  function computed(row, column) {
    var parts = partsOf[column];
    var kind = data.rows[row].kind;
    if (kind === "data") {
      if (!parts.length) { return null; }
      return sumOf(parts.map(function (place) { return typed[row][place].raw; }));
    }
    if (data.columns[column].note || data.columns[column].metrics.length > 1 || !isOpen(row, column)) { return null; }
    var group = data.rows[row].group;
    return sumOf(data.rows.map(function (other, place) {
      var counts = other.kind === "data" && (kind === "total" || other.group === group);
      return counts ? typed[place][column].raw : "";
    }));
  }

  function sumOf(raws) {
    var numbers = raws.map(number).filter(function (text) { return text !== null; });
    return numbers.length ? plain(add(numbers)) : null;
  }

  /* -- drawing */

  function findingsOf(row, column) {
    return findings.filter(function (found) {
      return found[0] === data.rows[row].id && data.columns[column].metrics.indexOf(found[1]) >= 0;
    });
  }

  function marksOf(row, column, found) {
    var cell = typed[row][column], marks = [];
    if (!isOpen(row, column)) { marks.push("closed"); }
    else if (!isStop(row, column)) { marks.push("seldom"); }
    if (data.rows[row].kind !== "data") { marks.push("sum"); }
    if (found.length) { marks.push(found[0][2]); }
    if (differs(cell, stored[row][column])) { marks.push("changed"); }
    if (cell.note) { marks.push("noted"); }
    return marks;
  }

  /* What stands small beside a figure: [class, text]. */
  function hintOf(row, column) {
    var cell = typed[row][column], was = data.cells[row][column][3], sum = computed(row, column);
    if (sum !== null && cell.raw) {
      var same = number(cell.raw) !== null && plain(number(cell.raw)) === sum;
      return same ? ["sum-agrees", "✓"] : ["sum-differs", "相加 " + sum];
    }
    if (!isOpen(row, column)) { return ["was", ""]; }
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
    each(function (row, column) {
      var td = sheet.getCellFromCoords(column + offset, row);
      if (td) { draw(td, row, column); }
    });
    var count = dirty().length;
    byId("grid-save").disabled = count === 0;
    listFindings();
    countFindings();
    return count;
  }

  function listFindings() {
    var list = byId("grid-findings");
    list.replaceChildren.apply(list, findings.map(function (found) {
      var item = document.createElement("li");
      var row = data.rows.find(function (one) { return one.id === found[0]; });
      item.className = found[2];
      item.textContent = (row ? row.name + "：" : "") + found[3];
      return item;
    }));
    if (!findings.length) {
      var none = document.createElement("li");
      none.textContent = "没有发现。";
      list.appendChild(none);
    }
  }

  function countFindings() {
    var errors = findings.filter(function (found) { return found[2] === "error"; }).length;
    var link = byId("grid-found");
    link.textContent = errors ? "错误 " + errors + " 项" : "核查发现 " + findings.length + " 项";
    link.className = errors ? "error" : "";
  }

  /* -- talking to the server */

  /* One question at a time: a check never runs beside the saving that follows it. */
  var queue = Promise.resolve();
  function inTurn(ask) {
    var turn = queue.then(ask);
    queue = turn.catch(function () { /* told to who asked */ });
    return turn;
  }

  function post(url, body) {
    return inTurn(function () {
      return fetch(url, {
        method: "POST", credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify(body)
      }).then(function (answer) {
        return answer.json().then(function (body) { return { status: answer.status, body: body }; });
      });
    });
  }

  function say(text) { byId("grid-state").textContent = text; }

  function checkSoon() {
    clearTimeout(timer);
    timer = setTimeout(function () {
      var cells = dirty();
      if (!cells.length) { return; }
      post(data.urls.check, { cells: cells }).then(function (answer) {
        if (answer.status === 200) { findings = answer.body.findings; redraw(); }
      }).catch(function () { /* the next change asks again; saving tells of a lost server */ });
    }, 500);
  }

  /* Save what is typed; `then`, if given, is called once all is saved, with the findings. */
  function save(cells, then) {
    if (!cells.length) {
      if (then) { then(findings); }
      return;
    }
    clearTimeout(timer);
    byId("grid-save").disabled = true;
    say("正在保存…");
    post(data.urls.save, { cells: cells }).then(function (answer) {
      if (answer.status === 200) {
        cells.forEach(function (cell) {
          var now = stored[cell.at[0]][cell.at[1]];
          now.raw = cell.raw; now.note = cell.note; now.status = cell.status;
        });
        findings = answer.body.findings;
        data.version = answer.body.version;
        byId("grid-clashes").hidden = true;
        say("已保存 " + answer.body.changed + " 个数据。");
        if (then) { then(findings); }
      } else if (answer.status === 409) {
        say(answer.body.message);
        showClashes(answer.body.clashes);
      } else {
        say(answer.body.message || "没有保存，请稍后再试。");
      }
      redraw();
    }).catch(function () {
      say("没有保存：服务器没有回应。您打的字都还在，请稍后再点保存。");
      redraw();
    });
  }

  function showClashes(clashes) {
    var body = document.querySelector("#grid-clashes tbody");
    body.replaceChildren.apply(body, clashes.map(function (clash, place) {
      var row = data.rows.findIndex(function (one) { return one.id === clash[0]; });
      var column = data.columns.findIndex(function (one) { return one.metrics[0] === clash[1][0]; });
      var line = document.createElement("tr");
      var name = document.createElement("th");
      name.scope = "row";
      name.textContent = data.rows[row].name + " · " + data.columns[column].path.join(" → ");
      line.appendChild(name);
      [clash[2], clash[3]].forEach(function (raw, which) {
        var cell = document.createElement("td");
        var label = document.createElement("label");
        var radio = document.createElement("input");
        radio.type = "radio"; radio.name = "clash-" + place; radio.value = which ? "mine" : "theirs";
        radio.checked = !which;
        radio.dataset.row = row; radio.dataset.column = column; radio.dataset.theirs = clash[2];
        label.append(radio, document.createTextNode(raw || "（空）"));
        cell.appendChild(label);
        line.appendChild(cell);
      });
      return line;
    }));
    byId("grid-clashes").hidden = false;
    body.querySelector("input").focus();
  }

  byId("clash-done").addEventListener("click", function () {
    document.querySelectorAll("#grid-clashes input:checked").forEach(function (radio) {
      var row = Number(radio.dataset.row), column = Number(radio.dataset.column);
      stored[row][column].raw = radio.dataset.theirs;
      if (radio.value === "theirs") {
        typed[row][column].raw = radio.dataset.theirs;
        sheet.setValueFromCoords(column + offset, row, radio.dataset.theirs, true);
      }
    });
    byId("grid-clashes").hidden = true;
    redraw();
    save(dirty());
  });

  /* -- the cell that is selected */

  function select(row, column) {
    selected = column >= 0 ? [row, column] : null;
    var note = byId("cell-note"), status = byId("cell-status");
    note.disabled = status.disabled = !selected || !isOpen(row, column);
    byId("cell-life").replaceChildren();
    byId("cell-findings").replaceChildren();
    byId("cell-computed").textContent = "";
    clearTimeout(lifeTimer);
    if (!selected) { return; }
    var cell = typed[row][column];
    byId("cell-name").textContent = data.rows[row].name + " · " + data.columns[column].path.join(" → ");
    note.value = cell.note;
    status.value = number(cell.raw) === null ? cell.status : "";
    status.disabled = status.disabled || number(cell.raw) !== null;
    findingsOf(row, column).forEach(function (found) {
      var item = document.createElement("li");
      item.className = found[2];
      item.textContent = found[3];
      byId("cell-findings").appendChild(item);
    });
    var sum = computed(row, column);
    if (sum !== null) { byId("cell-computed").textContent = "相加为 " + sum; }
    var url = data.urls.life + "?row=" + data.rows[row].id + "&metric=" + data.columns[column].metrics[0];
    clearTimeout(lifeTimer);
    lifeTimer = setTimeout(function () { showLife(url, row, column); }, 200);
  }

  function isSelected(row, column) {
    return selected !== null && selected[0] === row && selected[1] === column;
  }

  function showLife(url, row, column) {
    inTurn(function () {
      if (!isSelected(row, column)) { return { months: [] }; }
      return fetch(url, { credentials: "same-origin" }).then(function (answer) { return answer.json(); });
    }).then(function (body) {
      if (!isSelected(row, column)) { return; }
      byId("cell-life").replaceChildren.apply(byId("cell-life"), body.months.map(function (month) {
        var line = document.createElement("tr");
        month.forEach(function (text) {
          var td = document.createElement("td");
          td.textContent = text;
          line.appendChild(td);
        });
        return line;
      }));
    }).catch(function () { /* the months are a help, not a need */ });
  }

  byId("cell-note").addEventListener("input", function () {
    if (selected) { typed[selected[0]][selected[1]].note = this.value; redraw(); }
  });
  data.statuses.concat([["", "按内容判断"]]).reverse().forEach(function (choice) {
    var option = document.createElement("option");
    option.value = choice[0]; option.textContent = choice[1];
    byId("cell-status").appendChild(option);
  });
  byId("cell-status").addEventListener("change", function () {
    if (selected) { typed[selected[0]][selected[1]].status = this.value; redraw(); checkSoon(); }
  });

  /* -- the spreadsheet itself */

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
      render: function (td, value, x, y) { draw(td, Number(y), place); }
    };
  }));

  var made = jspreadsheet(byId("grid"), {
    parseFormulas: false,
    contextMenu: function () { return false; },
    worksheets: [{
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
      if (column < 0 || !isOpen(Number(y), column)) { return instance.getValueFromCoords(x, y); }
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
      var count = redraw();
      say(count ? "有 " + count + " 格还没有保存。" : "");
      checkSoon();
    },
    onundo: redrawSoon,
    onredo: redrawSoon,
    oncopy: function () { return selectedText(); },
    oneditionend: function () { ended = true; setTimeout(settle, 0); },
    onselection: function (instance, x1, y1) { select(Number(y1), Number(x1) - offset); }
  });
  sheet = made[0];
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
      each(function (row, column, cell) {
        var now = String(sheet.getValueFromCoords(column + offset, row) || "");
        if (isOpen(row, column) && now !== cell.raw) { cell.raw = now; }
      });
      say("有 " + redraw() + " 格还没有保存。");
      checkSoon();
    }, 0);
  }

  /* Our own drawing would be read back as the value of a cell: give editing the text alone. */
  byId("grid").querySelectorAll("table.jss_worksheet").forEach(function (table) {
    table.setAttribute("role", "grid");
    table.setAttribute("aria-label", document.querySelector("#content h1").textContent);
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

  byId("grid-save").addEventListener("click", function () { save(dirty()); });
  window.addEventListener("beforeunload", function (event) {
    if (dirty().length) { event.preventDefault(); event.returnValue = ""; }
  });

  redraw();

  /* What the scripts for keys, pasting and rows need of this one. */
  window.deskGrid = {
    data: data, sheet: sheet, offset: offset, typed: typed, byId: byId, say: say, post: post,
    isOpen: isOpen, isStop: isStop, commit: commit, settle: settle,
    isDirty: function () { return dirty().length > 0; },
    selected: function () { return selected; },
    save: function (then) { commit(); save(dirty(), then); }
  };
}());
