// Reads a page aloud with a Chinese voice of the device itself; no words leave it.
// Where the device has none, the buttons stay hidden.
(function () {
  "use strict";
  var voices = window.speechSynthesis;
  var buttons = document.querySelectorAll("[data-speak]");
  var rate = document.querySelector("[data-rate]");
  var PARTS = "h1, h2, h3, h4, p, li, dt, dd, caption, figcaption, tr";
  var LEFT_OUT = "nav, form, .tools, .reader, .downloads, .aid, [hidden], .unseen, script";
  var waiting = [];
  var speaks = null;
  var run = 0; // what a cancelled run still reports counts for nothing

  function voice() {
    return voices.getVoices().filter(function (one) {
      return /^zh/i.test(one.lang) && one.localService;
    })[0];
  }

  function words(part) {
    if (part.tagName !== "TR") return part.textContent;
    return Array.prototype.map.call(part.cells, function (cell) { return cell.textContent; }).join("，");
  }

  // Long utterances are cut off by some browsers, so a paragraph is read sentence by sentence.
  function pieces(part) {
    var text = words(part).replace(/\s+/g, " ").trim();
    return (text.match(/[^。！？；]+[。！？；]?/g) || []).map(function (told) {
      return { part: part, text: told };
    });
  }

  function parts(place) {
    return Array.prototype.filter.call(place.querySelectorAll(PARTS), function (part) {
      return !part.closest(LEFT_OUT) && !part.querySelector(PARTS);
    });
  }

  function mark(part) {
    Array.prototype.forEach.call(document.querySelectorAll(".spoken"), function (one) {
      one.classList.remove("spoken");
    });
    if (part) {
      part.classList.add("spoken");
      part.scrollIntoView({ block: "nearest" });
    }
  }

  function next() {
    var piece = waiting.shift();
    if (!piece) return stop();
    var mine = run;
    var said = new SpeechSynthesisUtterance(piece.text);
    said.lang = "zh-CN";
    said.voice = voice();
    said.rate = rate ? Number(rate.value) : 1;
    said.onstart = function () { mark(piece.part); };
    said.onend = function () { if (mine === run) next(); };
    said.onerror = said.onend;
    voices.speak(said);
  }

  function stop() {
    run += 1;
    waiting = [];
    if (speaks) speaks.textContent = speaks.getAttribute("data-says");
    speaks = null;
    mark(null);
    voices.cancel();
  }

  function begin(button) {
    var again = speaks === button;
    stop();
    if (again) return;
    speaks = button;
    button.textContent = "停止朗读";
    waiting = [].concat.apply([], parts(document.querySelector(button.getAttribute("data-speak"))).map(pieces));
    next();
  }

  function show() {
    Array.prototype.forEach.call(buttons, function (button) { button.hidden = !voice(); });
    if (rate) rate.hidden = !voice();
  }

  if (!voices || !buttons.length) return;
  Array.prototype.forEach.call(buttons, function (button) {
    button.setAttribute("data-says", button.textContent);
    button.addEventListener("click", function () { begin(button); });
  });
  show();
  if (voices.addEventListener) voices.addEventListener("voiceschanged", show);
  window.addEventListener("pagehide", function () { voices.cancel(); });
})();
