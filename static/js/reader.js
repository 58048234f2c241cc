// What a reader may do with a page: size of letters, print, share, colours, a line to read along.
// Buttons are hidden until this script runs, and stay so where the browser cannot do the thing.
(function () {
  "use strict";
  var root = document.documentElement;

  function each(selector, use) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), use);
  }

  function keep(name, value) {
    if (value) root.setAttribute("data-" + name, value);
    else root.removeAttribute("data-" + name);
    try {
      if (value) localStorage.setItem(name, value);
      else localStorage.removeItem(name);
    } catch (error) {
      // a browser that keeps nothing: it lasts for this page
    }
  }

  function offer(selector, does) {
    each(selector, function (button) {
      button.hidden = false;
      button.addEventListener("click", function () { does(button); });
    });
  }

  function address() {
    var canonical = document.querySelector('link[rel="canonical"]');
    return canonical ? canonical.href : location.href.split("#")[0];
  }

  function copied(text) {
    var box = document.createElement("textarea");
    box.value = text;
    box.className = "unseen";
    document.body.appendChild(box);
    box.select();
    // Closed networks are often without https, where browsers know no navigator.clipboard.
    var done = document.execCommand("copy");
    document.body.removeChild(box);
    return done;
  }

  function share(button) {
    if (navigator.share) {
      navigator.share({ title: document.title, url: address() }).catch(function () {});
      return;
    }
    var done = copied(address());
    button.textContent = done ? "网址已复制" : "请复制地址栏里的网址";
    button.focus();
  }

  function toggled(name, value) {
    function show(button) {
      button.setAttribute("aria-pressed", String(root.getAttribute("data-" + name) === value));
    }
    each("[data-" + name + "]:not(html)", show);
    offer("[data-" + name + "]:not(html)", function (button) {
      keep(name, root.getAttribute("data-" + name) === value ? "" : value);
      show(button);
    });
  }

  function followed() {
    var lines = ["across", "down"].map(function (name) {
      var line = document.createElement("div");
      line.className = "ruler " + name;
      line.setAttribute("aria-hidden", "true");
      document.body.appendChild(line);
      return line;
    });
    document.addEventListener("mousemove", function (event) {
      lines[0].style.top = event.clientY + 18 + "px";
      lines[1].style.left = event.clientX - 18 + "px";
    });
  }

  offer("[data-print]", function () { print(); });
  offer("[data-share]", share);
  each("input[name=size]", function (input) {
    input.checked = input.value === (root.getAttribute("data-size") || "middle");
    input.addEventListener("change", function () { keep("size", input.value); });
  });
  if (document.querySelector(".aid")) {
    toggled("theme", "yellow");
    toggled("ruler", "on");
    followed();
  }
})();
