// Remembers how somebody reads, in this browser alone; runs before anything is drawn. Without it
// the elder pages stay elder pages, since their address says so and all their links lead to others.
(function () {
  "use strict";
  var root = document.documentElement;
  var script = document.currentScript;
  var kept;
  root.className += " js";
  try {
    kept = window.localStorage;
    kept.getItem("elder");
  } catch (error) {
    return; // a browser that keeps nothing
  }
  var step = kept.getItem("elder") || "";
  var known = step === "/elder" || step === "/elder/xl";
  if (known && script.hasAttribute("data-pages") && !/ elder /.test(" " + root.className + " ")) {
    location.replace(step + location.pathname + location.search + location.hash);
    return;
  }
  ["theme", "ruler", "size"].forEach(function (name) {
    if (kept.getItem(name)) root.setAttribute("data-" + name, kept.getItem(name));
  });
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[data-elder]");
    if (link && link.getAttribute("data-elder")) kept.setItem("elder", link.getAttribute("data-elder"));
    else if (link) kept.removeItem("elder");
  });
})();
