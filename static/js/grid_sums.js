/* Sums beside what is typed: exact, in whole ten-thousandths. */
(function () {
  "use strict";

  var desk = window.deskGrid, data = desk.data, typed = desk.typed;

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
    if (data.columns[column].note || data.columns[column].metrics.length > 1 || !desk.isOpen(row, column)) { return null; }
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

  desk.number = number;
  desk.plain = plain;
  desk.computed = computed;
}());
