// Copying a table so that it survives Word and WeChat, and a citation with today's date.
// Without this script both can be selected by hand. Plain ES5: offices keep old browsers.
(function () {
  "use strict";

  if (window.taking) { return; }
  window.taking = true;

  var BORDER = "border:1px solid #999;padding:2px 6px;";

  function pad(number) { return (number < 10 ? "0" : "") + number; }

  function today() {
    var now = new Date();
    return now.getFullYear() + "-" + pad(now.getMonth() + 1) + "-" + pad(now.getDate());
  }

  // A document's copy event takes both forms at once, also where there is no https.
  function put(text, html) {
    function fill(event) {
      event.clipboardData.setData("text/plain", text);
      if (html) { event.clipboardData.setData("text/html", html); }
      event.preventDefault();
    }
    document.addEventListener("copy", fill);
    var done = false;
    try { done = document.execCommand("copy"); } catch (error) { done = false; }
    document.removeEventListener("copy", fill);
    return done;
  }

  function escaped(text) {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }

  // What is seen of a cell: marks of corrections are for the page only.
  function textOf(node) {
    var copy = node.cloneNode(true);
    var marks = copy.querySelectorAll(".r, .unseen, sup, script, button");
    for (var i = 0; i < marks.length; i += 1) { marks[i].parentNode.removeChild(marks[i]); }
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  // Rows but those of small charts.
  function rowsOf(table) {
    return Array.prototype.filter.call(table.rows, function (row) { return row.className !== "sparks"; });
  }

  // Rows of places, so that what spans several keeps the columns below each other.
  function placesOf(table) {
    var places = [], lines = rowsOf(table);
    for (var r = 0; r < lines.length; r += 1) {
      places[r] = places[r] || [];
      for (var c = 0, at = 0; c < lines[r].cells.length; c += 1) {
        var cell = lines[r].cells[c];
        while (places[r][at] !== undefined) { at += 1; }
        for (var down = 0; down < cell.rowSpan; down += 1) {
          places[r + down] = places[r + down] || [];
          for (var across = 0; across < cell.colSpan; across += 1) {
            places[r + down][at + across] = down || across ? "" : textOf(cell);
          }
        }
      }
    }
    return places.slice(0, lines.length);
  }

  function spans(cell) {
    return (cell.colSpan > 1 ? " colspan=" + cell.colSpan : "") +
      (cell.rowSpan > 1 ? " rowspan=" + cell.rowSpan : "");
  }

  function cellHtml(cell) {
    var head = cell.tagName === "TH";
    var side = head ? "center" : "right";
    return "<" + (head ? "th" : "td") + spans(cell) + " style=\"" + BORDER + "text-align:" + side +
      "\">" + escaped(textOf(cell)) + "</" + (head ? "th" : "td") + ">";
  }

  function tableHtml(table) {
    var rows = "", lines = rowsOf(table);
    for (var r = 0; r < lines.length; r += 1) {
      rows += "<tr>";
      for (var c = 0; c < lines[r].cells.length; c += 1) {
        rows += cellHtml(lines[r].cells[c]);
      }
      rows += "</tr>";
    }
    return "<table style=\"border-collapse:collapse\">" + rows + "</table>";
  }

  // Title above; note, meaning of the marks and source below.
  function around(table) {
    var sheet = table.closest(".sheet") || table.closest("main");
    var below = sheet.querySelectorAll(".note, .legend");
    var told = { above: table.caption ? textOf(table.caption) : "", below: [] };
    for (var i = 0; i < below.length; i += 1) { told.below.push(textOf(below[i])); }
    told.below.push("来源：" + document.title + " " + location.href.split("#")[0]);
    return told;
  }

  function copyTable(table) {
    var told = around(table);
    var lines = placesOf(table).map(function (row) { return row.join("\t"); });
    var text = [told.above].concat(lines, told.below).filter(Boolean).join("\r\n");
    var html = "<p><b>" + escaped(told.above) + "</b></p>" + tableHtml(table) +
      told.below.map(function (line) { return "<p>" + escaped(line) + "</p>"; }).join("");
    return put(text, html);
  }

  function button(label, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "button plain copy";
    made.textContent = label;
    made.addEventListener("click", function () {
      made.textContent = act() ? "已复制" : "请选中后按 Ctrl+C";
    });
    return made;
  }

  function start() {
    var citations = document.querySelectorAll("[data-citation]");
    Array.prototype.forEach.call(citations, function (field) {
      field.value = field.value.replace("[引用日期]", "[" + today() + "]");
      field.parentNode.appendChild(button("复制", function () { return put(field.value); }));
    });
    var tables = document.querySelectorAll(".scroll > table");
    Array.prototype.forEach.call(tables, function (table) {
      var scroll = table.parentNode;
      var sheet = scroll.closest(".sheet");
      var made = button("复制表格", function () { return copyTable(table); });
      if (sheet) { sheet.appendChild(made); } else {
        scroll.parentNode.insertBefore(made, scroll.nextSibling);
      }
    });
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
}());
