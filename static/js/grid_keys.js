/* The grid by keyboard alone, as people know it from Excel and WPS: Tab goes to the next cell to be
   filled and on to the next line, Enter goes down and from the last line to the next column; after
   some Tabs it goes to the line below, to the column where they began. Esc leaves the grid. */
(function () {
  "use strict";

  var desk = window.deskGrid, data = desk.data, sheet = desk.sheet;
  var place = desk.byId("grid");
  var last = null;  // the cell to come back to
  var begun = null;  // the column in which the Tabs of this line began
  var warned = false;

  var stops = [], byColumn = [];
  data.rows.forEach(function (_, row) {
    data.columns.forEach(function (_, column) {
      if (desk.isStop(row, column)) { stops.push([row, column]); }
    });
  });
  byColumn = stops.slice().sort(function (a, b) { return a[1] - b[1] || a[0] - b[0]; });

  function here() {
    var at = sheet.selectedCell;
    return at ? [Number(at[1]), Number(at[0]) - desk.offset] : last;
  }

  function go(cell) {
    var x = cell[1] + desk.offset;
    last = cell;
    sheet.updateSelectionFromCoords(x, cell[0], x, cell[0]);
    sheet.getCellFromCoords(x, cell[0]).scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /* The next stop in `order`, a list of stops sorted by `rank`, from `at` on; undefined at the end. */
  function next(order, at, step, rank) {
    var some = step > 0 ? order : order.slice().reverse();
    return some.find(function (stop) { return step * rank(stop, at) > 0; });
  }

  function inReading(a, b) { return a[0] - b[0] || a[1] - b[1]; }
  function inColumns(a, b) { return a[1] - b[1] || a[0] - b[0]; }

  function tab(step) {
    var at = here();
    var to = next(stops, at, step, inReading);
    if (begun === null) { begun = at[1]; }
    if (to) { go(to); }
    return Boolean(to);
  }

  function enter(step) {
    var at = begun === null || step < 0 ? here() : [here()[0], begun];
    var inLine = begun !== null && step > 0;
    var to = next(byColumn, at, step, inColumns);
    if (inLine) {  // below, where the Tabs began; if nothing is open there, in reading order
      to = byColumn.find(function (stop) { return stop[1] === begun && stop[0] > at[0]; }) ||
        next(stops, here(), 1, inReading);
    }
    begun = null;
    if (to) { go(to); }
    return true;
  }

  function edge(step) {
    var row = here()[0];
    var line = stops.filter(function (stop) { return stop[0] === row; });
    if (line.length) { go(step < 0 ? line[0] : line[line.length - 1]); }
    return true;
  }

  function jump(step) {
    var at = here();
    var row = Math.min(Math.max(at[0] + step * 10, 0), data.rows.length - 1);
    go([row, at[1]]);
    return true;
  }

  function leave() {
    var save = desk.byId("grid-save");
    (save.disabled ? desk.byId("grid-next") : save).focus();
    return true;
  }

  function vertical(step) {
    var at = here(), row = at[0] + step;
    begun = null;
    if (row >= 0 && row < data.rows.length) { go([row, at[1]]); }
    return true;
  }

  /* Whether a key was ours. What is being typed is taken over first. */
  function handled(event) {
    var typing = Boolean(sheet.edition);
    var step = event.shiftKey ? -1 : 1;
    if (event.altKey) { return false; }
    if (event.key === "Tab" || event.key === "Enter") {
      desk.commit();
      return event.key === "Tab" ? tab(step) : enter(step);
    }
    if (typing && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      desk.commit();
      return vertical(event.key === "ArrowUp" ? -1 : 1);
    }
    if (typing) { return false; }
    if (event.key === "Escape") { return leave(); }
    if (event.key === "PageUp" || event.key === "PageDown") { return jump(event.key === "PageUp" ? -1 : 1); }
    if (!event.ctrlKey && (event.key === "Home" || event.key === "End")) { return edge(event.key === "Home" ? -1 : 1); }
    if (event.ctrlKey && (event.key === "Home" || event.key === "End")) {
      go(event.key === "Home" ? stops[0] : stops[stops.length - 1]);
      return true;
    }
    if (event.key.indexOf("Arrow") === 0) { begun = null; }
    return false;
  }

  /* Save and go on; where the checks found errors, stay until asked a second time. */
  function saveAndGoOn() {
    desk.save(function (findings) {
      var errors = findings.filter(function (found) { return found[2] === "error"; }).length;
      if (errors && !warned) {
        warned = true;
        desk.say("已保存；有 " + errors + " 个错误。再按一次 Ctrl+Enter 仍去下一张表。");
      } else {
        location.href = desk.byId("grid-next").href;
      }
    });
  }

  function everywhere(event) {
    if (!(event.ctrlKey || event.metaKey)) { return false; }
    if (event.key === "s") { desk.save(); return true; }
    if (event.key === "Enter") { saveAndGoOn(); return true; }
    return false;
  }

  document.addEventListener("keydown", function (event) {
    if (event.isComposing || event.keyCode === 229 || document.querySelector("dialog[open]")) { return; }
    desk.settle();
    var inside = place.contains(document.activeElement);
    var done = everywhere(event);
    if (!done && inside && stops.length) { done = handled(event); }
    else if (!done && event.key === "Escape") { place.focus(); done = true; }
    if (done) {
      event.preventDefault();
      event.stopPropagation();
    } else if (inside && event.key === "Tab") {
      event.stopPropagation();  // beyond the last cell the browser goes on
    }
  }, true);

  place.addEventListener("focusin", function () {
    jspreadsheet.current = sheet;
    if (!sheet.selectedCell && last) { go(last); }
  });
  place.addEventListener("focusout", function (event) {
    if (!event.relatedTarget || place.contains(event.relatedTarget)) { return; }
    desk.commit();
    last = here();
    jspreadsheet.current = null;
  });
  place.addEventListener("mousedown", function () {
    begun = null;
    setTimeout(function () {
      if (!place.contains(document.activeElement)) { place.focus({ preventScroll: true }); }
    }, 0);
  });

  /* Begin where something is missing; after a new row, there. */
  function first() {
    var wanted = location.hash.match(/^#row-(\d+)$/);
    var some = wanted ? stops.filter(function (stop) { return data.rows[stop[0]].id === Number(wanted[1]); }) : stops;
    return some.find(function (stop) { return desk.typed[stop[0]][stop[1]].raw === ""; }) || some[0] || stops[0];
  }

  if (stops.length) {
    go(first());
    place.focus({ preventScroll: true });
  }
}());
