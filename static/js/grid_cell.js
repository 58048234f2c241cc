/* The cell that is selected: its notes, the reason it is empty, its findings, its last months. */
(function () {
  "use strict";

  var desk = window.deskGrid, data = desk.data, typed = desk.typed, byId = desk.byId;
  var selected = null, lifeTimer = null;

  function select(row, column) {
    selected = column >= 0 ? [row, column] : null;
    var note = byId("cell-note"), footnote = byId("cell-footnote"), status = byId("cell-status");
    note.disabled = footnote.disabled = status.disabled = !selected || !desk.isOpen(row, column);
    byId("cell-life").replaceChildren();
    byId("cell-findings").replaceChildren();
    byId("cell-computed").textContent = "";
    clearTimeout(lifeTimer);
    if (!selected) { return; }
    var cell = typed[row][column];
    byId("cell-name").textContent = data.rows[row].name + " · " + data.columns[column].path.join(" → ");
    note.value = cell.note;
    footnote.value = cell.footnote;
    status.value = desk.number(cell.raw) === null ? cell.status : "";
    status.disabled = status.disabled || desk.number(cell.raw) !== null;
    desk.findingsOf(row, column).forEach(function (found) {
      var item = document.createElement("li");
      item.className = found[2];
      item.textContent = found[3];
      byId("cell-findings").appendChild(item);
    });
    var sum = desk.computed(row, column);
    if (sum !== null) { byId("cell-computed").textContent = "相加为 " + sum; }
    var url = data.urls.life + "?row=" + data.rows[row].id + "&metric=" + data.columns[column].metrics[0];
    clearTimeout(lifeTimer);
    lifeTimer = setTimeout(function () { showLife(url, row, column); }, 200);
  }

  function isSelected(row, column) {
    return selected !== null && selected[0] === row && selected[1] === column;
  }

  function showLife(url, row, column) {
    desk.inTurn(function () {
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

  ["note", "footnote"].forEach(function (name) {
    byId("cell-" + name).addEventListener("input", function () {
      if (selected) { typed[selected[0]][selected[1]][name] = this.value; desk.redraw(); }
    });
  });
  data.statuses.concat([["", "按内容判断"]]).reverse().forEach(function (choice) {
    var option = document.createElement("option");
    option.value = choice[0]; option.textContent = choice[1];
    byId("cell-status").appendChild(option);
  });
  byId("cell-status").addEventListener("change", function () {
    if (selected) { typed[selected[0]][selected[1]].status = this.value; desk.redraw(); desk.checkSoon(); }
  });

  desk.select = select;
  desk.selected = function () { return selected; };
}());
