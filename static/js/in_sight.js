// Keeps title and names of columns of a table in sight while its rows pass below them, where all
// columns fit beside each other. Wider tables scroll in a region of their own, which would hold the
// names in it; they stay as they are.
(function () {
  "use strict";
  if (!window.ResizeObserver || !window.CSS || !CSS.supports("position", "sticky")) return;
  var HIGHEST = 110; // of a title that may stand above the names; what is higher passes with the rows

  function held(region) {
    var table = region.querySelector("table");
    var title = table && table.caption;
    if (!title) return;
    var seen = !title.classList.contains("unseen");
    var height = title.getBoundingClientRect().height;
    var named = seen && height <= HIGHEST;
    region.classList.toggle("fits", table.offsetWidth <= region.clientWidth);
    region.classList.toggle("titled", named);
    region.style.setProperty("--title", named ? Math.floor(height) + "px" : "0px");
  }

  var watching = new ResizeObserver(function (seen) {
    seen.forEach(function (one) { held(one.target); });
  });
  Array.prototype.forEach.call(document.querySelectorAll(".scroll"), function (region) {
    watching.observe(region);
  });
})();
