/* What a grid asks of the server: checks while somebody types, saving, both values of a clash. */
(function () {
  "use strict";

  var desk = window.deskGrid, data = desk.data, byId = desk.byId;
  var stored = desk.stored, typed = desk.typed;
  var token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  var timer = null;

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

  function checkSoon() {
    clearTimeout(timer);
    timer = setTimeout(function () {
      var cells = desk.dirty();
      if (!cells.length) { return; }
      post(data.urls.check, { cells: cells }).then(function (answer) {
        if (answer.status !== 200) { return unchecked(); }
        desk.findings = answer.body.findings;
        desk.redraw();
      }).catch(unchecked);
    }, 500);
  }

  /* The next change asks again. */
  function unchecked() { desk.say("核查没有得到回应。您打的字都还在，接着打或保存时会再查。"); }

  /* Save what is typed; `then`, if given, is called once all is saved, with the findings. */
  function save(cells, then) {
    if (!cells.length) {
      if (then) { then(desk.findings); }
      return;
    }
    clearTimeout(timer);
    byId("grid-save").disabled = true;
    desk.say("正在保存…");
    post(data.urls.save, { cells: cells }).then(function (answer) {
      if (answer.status === 200) {
        cells.forEach(function (cell) {
          var now = stored[cell.at[0]][cell.at[1]];
          now.raw = cell.raw; now.note = cell.note; now.footnote = cell.footnote; now.status = cell.status;
        });
        desk.findings = answer.body.findings;
        data.version = answer.body.version;
        byId("grid-clashes").hidden = true;
        desk.say("已保存 " + answer.body.changed + " 个数据。");
        if (then) { then(desk.findings); }
      } else if (answer.status === 409) {
        desk.say(answer.body.message);
        showClashes(answer.body.clashes);
      } else {
        desk.say(answer.body.message || "没有保存，请稍后再试。");
      }
      desk.redraw();
    }).catch(function () {
      desk.say("没有保存：服务器没有回应。您打的字都还在，请稍后再点保存。");
      desk.redraw();
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
        desk.sheet.setValueFromCoords(column + desk.offset, row, radio.dataset.theirs, true);
      }
    });
    byId("grid-clashes").hidden = true;
    desk.redraw();
    save(desk.dirty());
  });

  desk.inTurn = inTurn;
  desk.post = post;
  desk.checkSoon = checkSoon;
  desk.write = save;
}());
