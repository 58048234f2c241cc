/* Charts of the tables below them. The library comes only where a chart does, and what it draws is
   read from the table: without scripts nothing is lost but the picture. */
(function () {
  "use strict";

  var PAPER = 588; // pixels between the margins of a printed page, 156 mm

  function number(cell) {
    var own = cell.cloneNode(true);
    own.querySelectorAll(".r, sup, small").forEach(function (mark) { mark.remove(); });
    var text = own.textContent.trim().replace(/[,，]/g, "");
    return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
  }

  function words(cell) {
    var own = cell.cloneNode(true);
    own.querySelectorAll("sup").forEach(function (mark) { mark.remove(); });
    return own.textContent.trim();
  }

  /* The printed figures of a table: names of its rows, and a line for each column. */
  function read(table) {
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    rows = rows.filter(function (row) { return !/total|computed|missing/.test(row.className); });
    if (table.hasAttribute("data-reverse")) { rows.reverse(); }
    rows = withGaps(rows);
    var width = Math.max.apply(null, rows.map(function (row) { return figures(row).length; }));
    var names = labels(table, width);
    return {
      breaks: rows.filter(function (row) { return /break/.test(row.className); }).map(function (row) { return words(head(row)); }),
      names: rows.map(function (row) { return row.gap || words(head(row)); }),
      lines: names.map(function (name, place) {
        return { name: name, values: rows.map(function (row) {
          var cell = figures(row)[place];
          return cell ? number(cell) : null;
        }) };
      })
    };
  }

  /* The rows with what is missing between two months: in a chart a gap has the width of its months. */
  function withGaps(rows) {
    var found = [], before = null;
    rows.forEach(function (row) {
      var month = /^(\d{4})年(\d+)月$/.exec(words(head(row)));
      var here = month ? month[1] * 12 + Number(month[2]) - 1 : null;
      while (before !== null && here !== null && before + 1 < here) {
        before += 1;
        found.push({ gap: Math.floor(before / 12) + "年" + (before % 12 + 1) + "月" });
      }
      found.push(row);
      before = here;
    });
    return found;
  }

  function head(row) { return row.querySelector("th[scope=row]"); }

  function figures(row) {
    if (row.gap) { return []; }
    return Array.prototype.filter.call(row.cells, function (cell) {
      return cell.tagName === "TD" && !/\b[ctun]\b/.test(cell.className);
    });
  }

  /* What stands above each column of figures, from the top down. */
  function labels(table, width) {
    var grid = [];
    Array.prototype.forEach.call(table.tHead.rows, function (row, at) {
      Array.prototype.forEach.call(row.cells, function (cell) {
        var place = 0;
        grid[at] = grid[at] || [];
        while (grid[at][place] !== undefined) { place += 1; }
        for (var down = 0; down < cell.rowSpan; down += 1) {
          for (var right = 0; right < cell.colSpan; right += 1) {
            (grid[at + down] = grid[at + down] || [])[place + right] = down ? "" : words(cell);
          }
        }
      });
    });
    var body = table.tBodies[0].rows[0];
    var found = [];
    Array.prototype.forEach.call(body.cells, function (cell, place) {
      if (figures(body).indexOf(cell) >= 0) {
        found.push(grid.map(function (row) { return row[place]; }).filter(Boolean).join(" "));
      }
    });
    while (found.length < width) { found.push(""); }
    return found;
  }

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function filled(values) { return values.filter(function (value) { return value !== null; }).length; }

  /* Many bars lie on their sides, so that each has its name. */
  function lies(data, kind) { return kind === "bar" && data.names.length > 8; }

  /* How many columns are drawn: of many rows the first ones, else the picture is taller than a page. */
  function most(data, kind) { return lies(data, kind) ? Math.max(1, Math.floor(60 / data.names.length)) : 12; }

  /* How many signs wide the words left of the chart are; a digit is little more than half of one. */
  function widest(data, kind) {
    var values = [].concat.apply([], data.lines.map(function (line) { return line.values; }));
    var most = Math.max.apply(null, values.map(function (value) { return Math.abs(value || 0); }));
    var names = Math.max.apply(null, data.names.map(function (name) { return name.length; }));
    return lies(data, kind) ? names : 0.75 * String(Math.ceil(most)).length + 1;
  }

  /* A line across the chart where figures begin to be counted otherwise. */
  function markLine(months, colour) {
    return {
      silent: true, symbol: "none", label: { show: false }, lineStyle: { color: colour, type: "dashed", width: 2 },
      data: months.map(function (month) { return { xAxis: month }; })
    };
  }

  function options(data, kind, label) {
    var ink = colour("--ink"), hair = colour("--hair"), body = getComputedStyle(document.body), size = parseFloat(body.fontSize);
    // Named in full: words are measured on a canvas, which knows nothing to inherit from.
    var text = { color: ink, fontSize: size, fontFamily: body.fontFamily };
    var names = { type: "category", data: data.names, axisLabel: text, axisTick: { show: false }, axisLine: { lineStyle: { color: hair } }, inverse: lies(data, kind) };
    var amounts = { type: "value", axisLabel: text, splitLine: { lineStyle: { color: hair } } };
    if (lies(data, kind)) { names.axisLabel = { color: ink, fontSize: size, fontFamily: body.fontFamily, interval: 0 }; }
    return {
      aria: { enabled: true, label: { enabled: false }, decal: { show: data.lines.length > 1 } },
      animation: false,
      color: [colour("--red"), "#2f6f9f", "#8a6d1d", "#5b7f3b", "#7a4f8f", "#4a4a4a"],
      backgroundColor: colour("--paper"),
      textStyle: text,
      title: { show: false, text: label },
      legend: { show: data.columns > 1, type: "scroll", top: 0, textStyle: text },
      grid: { left: widest(data, kind) * size * 1.05 + 16, right: 24, top: data.columns > 1 ? 48 : 20, bottom: 3 * size },
      tooltip: { trigger: "axis", confine: true },
      xAxis: lies(data, kind) ? amounts : names,
      yAxis: lies(data, kind) ? names : amounts,
      series: data.lines.map(function (line, at) {
        return { markLine: at ? undefined : markLine(data.breaks, colour("--soft")), type: kind, name: line.name, data: line.values, connectNulls: false, showSymbol: filled(line.values) < 60, symbolSize: 7, barMaxWidth: 28 };
      })
    };
  }

  function draw(figure) {
    var table = document.getElementById(figure.getAttribute("data-of"));
    var data = read(table);
    if (!data.lines.some(function (line) { return line.values.some(function (value) { return value !== null; }); })) { return; }
    var kind = figure.getAttribute("data-kind"), label = figure.querySelector("figcaption span").textContent;
    if (kind === "bar" && data.names.length > 60) { return; }
    data.columns = data.lines.length;
    data.lines = data.lines.slice(0, most(data, kind));
    figure.hidden = false;
    var place = figure.querySelector(".canvas");
    if (lies(data, kind)) { place.style.height = 80 + data.names.length * (14 + 14 * data.lines.length) + "px"; }
    var made = window.echarts.init(place, null, { renderer: "svg" });
    var asked = options(data, kind, label);
    made.setOption(asked);
    window.addEventListener("resize", function () { made.resize(); });
    window.addEventListener("beforeprint", function () { made.resize({ width: PAPER }); made.getZr().flush(); });
    window.addEventListener("afterprint", function () { made.resize({ width: "auto" }); });
    figure.addEventListener("click", function (event) {
      var type = event.target.getAttribute("data-save");
      if (type) { save(type, asked, label, place); }
    });
    figure.setAttribute("data-drawn", "");
  }

  /* A picture to take away, with its title upon it, twice as fine as the screen. */
  function save(type, asked, label, place) {
    var box = document.createElement("div");
    var option = JSON.parse(JSON.stringify(asked));
    option.title = { show: true, text: label, left: "center", textStyle: asked.textStyle };
    option.legend.top = 32;
    option.grid.top += 36;
    box.className = "unseen";
    document.body.appendChild(box);
    var made = window.echarts.init(box, null, { renderer: type === "svg" ? "svg" : "canvas", width: place.clientWidth, height: place.clientHeight + 36 });
    made.setOption(option);
    var link = document.createElement("a");
    link.href = made.getDataURL({ type: type, pixelRatio: 2, backgroundColor: asked.backgroundColor });
    link.download = label + "." + type;
    link.click();
    made.dispose();
    box.remove();
  }

  function load(figures) {
    var script = document.createElement("script");
    script.src = figures[0].getAttribute("data-library");
    script.onload = function () { figures.forEach(draw); };
    document.head.appendChild(script);
  }

  var places = Array.prototype.slice.call(document.querySelectorAll("figure.chart"));
  if (places.length) { load(places); }
}());
