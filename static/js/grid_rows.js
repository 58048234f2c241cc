/* A row that is new this month, and one added by mistake: asked for here, done by the server, and
   the page drawn anew. What is typed by then is saved first. */
(function () {
  "use strict";

  var desk = window.deskGrid, data = desk.data, byId = desk.byId;
  var dialog = byId("row-dialog");

  function asked(url, body, then, tell) {
    desk.save(function () {
      body.version = data.version;
      desk.post(url, body).then(function (answer) {
        if (answer.status === 200) { then(answer.body); }
        else { tell(answer.body.message || "没有做成，请稍后再试。"); }
      }).catch(function () { tell("服务器没有回应，请稍后再试。"); });
    });
  }

  function reopened(row) {
    location.hash = row ? "row-" + row : "";
    location.reload();
  }

  /* -- adding */

  function offered() {
    var known = byId("row-known");
    Object.keys(data.newRow.names).forEach(function (name) {
      var option = document.createElement("option");
      option.value = name;
      if (data.newRow.names[name] !== name) { option.label = "现名 " + data.newRow.names[name]; }
      known.appendChild(option);
    });
    data.newRow.places.forEach(function (group) {
      var box = document.createElement("optgroup");
      box.label = group[0] || "这张表";
      box.appendChild(place("排在最前面", null, group[0]));
      group[1].forEach(function (row) { box.appendChild(place("排在“" + row[1] + "”之后", row[0], group[0])); });
      byId("row-place").appendChild(box);
    });
  }

  function place(words, after, group) {
    var option = document.createElement("option");
    option.textContent = words;
    option.value = JSON.stringify([after, group]);
    return option;
  }

  /* Below the row that is selected, or else below the last of all. */
  function usualPlace() {
    var options = Array.from(byId("row-place").options), cell = desk.selected();
    var id = cell ? data.rows[cell[0]].id : null;
    var below = options.find(function (option) { return id !== null && JSON.parse(option.value)[0] === id; });
    (below || options[options.length - 1]).selected = true;
  }

  function tellWho() {
    var name = byId("row-name").value.trim(), now = data.newRow.names[name];
    byId("row-who").textContent = !name ? "" :
      now === undefined ? "机构名单里没有这个名称：先只记印刷名称，以后可以对应。" :
      now === name ? "机构名单里有。" : "机构名单里有，现名" + now + "。";
  }

  if (data.newRow) {
    offered();
    byId("row-add").addEventListener("click", function () {
      usualPlace();
      byId("row-message").textContent = "";
      dialog.showModal();
      byId("row-name").focus();
    });
    byId("row-name").addEventListener("input", tellWho);
    byId("row-cancel").addEventListener("click", function () { dialog.close(); });
    dialog.addEventListener("close", function () { byId("grid").focus(); });
    byId("row-form").addEventListener("submit", function (event) {
      event.preventDefault();
      var chosen = JSON.parse(byId("row-place").value);
      var body = { name: byId("row-name").value, after: chosen[0], group: chosen[1] };
      asked(data.urls.addrow, body, function (answer) { reopened(answer.row); }, function (words) {
        byId("row-message").textContent = words;
      });
    });
  }

  /* -- taking away */

  if (data.mayRemove) {
    byId("row-remove").addEventListener("click", function () {
      var cell = desk.selected(), row = cell && data.rows[cell[0]];
      if (!row || row.kind !== "data") { desk.say("先选要删去的那一行；合计和小计不能删去。"); return; }
      if (desk.typed[cell[0]].some(function (one) { return one.raw || one.note || one.footnote; })) {
        desk.say("“" + row.name + "”里已有数据或备注，不能删去这一行。");
        return;
      }
      if (!window.confirm("删去空行“" + row.name + "”？")) { return; }
      asked(data.urls.removerow, { row: row.id }, function () { reopened(null); }, desk.say);
    });
  }
}());
