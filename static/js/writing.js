/* The editor of articles: its words in Chinese, and what Word puts on the clipboard made plain. */
"use strict";
{
  const say = window.gettext || ((text) => text);

  function translate(node) {
    for (const name of ["title", "aria-label"]) {
      const text = node.getAttribute(name);
      if (text && say(text) !== text) node.setAttribute(name, say(text));
    }
    if (node.matches("option")) node.label = say(node.value);
    if (node.matches(".prose-menubar__option *") && !node.children.length) {
      const text = node.textContent;
      if (say(text) !== text) node.textContent = say(text);
    }
  }

  function translateAll(root) {
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    translate(root);
    root.querySelectorAll("[title], [aria-label], option, .prose-menubar__option *").forEach(translate);
  }

  // Word writes a list as paragraphs that only look like one: "1." and blanks, then the text.
  function listItem(paragraph) {
    const style = paragraph.getAttribute("style") || "";
    if (!/mso-list:\s*l\d+/i.test(style)) return null;
    const mark = [...paragraph.querySelectorAll("span")].find((span) =>
      /mso-list:\s*ignore/i.test(span.getAttribute("style") || ""));
    const sign = mark ? mark.textContent.trim() : "";
    if (mark) mark.remove();
    const item = paragraph.ownerDocument.createElement("li");
    const inside = paragraph.ownerDocument.createElement("p");
    inside.append(...paragraph.childNodes);
    item.append(inside);
    return { item, number: Number.parseInt((sign.match(/^[(（]?(\d+)/) || [])[1], 10) };
  }

  function gatherLists(page) {
    let list = null;
    for (const paragraph of page.querySelectorAll("p")) {
      const found = listItem(paragraph);
      if (!found) continue;
      const kind = Number.isNaN(found.number) ? "ul" : "ol";
      if (!list || list.localName !== kind || list.nextElementSibling !== paragraph) {
        list = page.createElement(kind);
        if (found.number > 1) list.setAttribute("start", found.number);
        paragraph.before(list);
      }
      list.append(found.item);
      paragraph.remove();
    }
  }

  function renamed(page, selector, name) {
    for (const old of page.querySelectorAll(selector)) {
      const heading = page.createElement(name);
      heading.append(...old.childNodes);
      old.replaceWith(heading);
    }
  }

  function withoutIndent(page) {
    for (const paragraph of page.querySelectorAll("p")) {
      const walker = page.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
      const first = walker.nextNode();
      if (first) first.data = first.data.replace(/^[\s\u3000]+/, "");
      if (!paragraph.textContent.trim() && !paragraph.querySelector("img")) paragraph.remove();
    }
  }

  function plain(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    gatherLists(page);
    renamed(page, "h1, h2", "h3");
    renamed(page, "h5, h6", "h4");
    withoutIndent(page);
    return page.body.innerHTML;
  }

  document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
    const box = textarea.closest(".prose-editor") || editor.view.dom.parentElement;
    translateAll(box);
    new MutationObserver((changes) => {
      for (const change of changes) change.addedNodes.forEach(translateAll);
    }).observe(box, { childList: true, subtree: true });
    const known = editor.options.editorProps;
    editor.setOptions({ editorProps: { ...known, transformPastedHTML: plain } });
    editor.view.dom.setAttribute("aria-label", "正文");
    drawer(editor);
  });

  // The sentence helper beside the editor; without this script its link leads to a page.
  function drawer(editor) {
    const link = document.querySelector("a.sentence-helper");
    if (!link) return;
    const aside = document.createElement("aside");
    aside.className = "sentence-drawer";
    aside.setAttribute("aria-label", "句子助手");
    aside.hidden = true;
    document.body.append(aside);

    async function show(query) {
      const address = new URL(link.href);
      address.search = query;
      const answer = await fetch(address);
      aside.innerHTML = answer.ok ? await answer.text() : "<p>没有取到句子，请重新登录后再试。</p>";
    }

    function toggle() {
      aside.hidden = !aside.hidden;
      document.body.classList.toggle("with-drawer", !aside.hidden);
      if (!aside.hidden) show("panel=1");
    }

    async function take(form) {
      const answer = await fetch(link.href, { method: "POST", body: new FormData(form) });
      if (answer.ok) editor.chain().focus().insertContent(await answer.text()).run();
      else form.append("没有取到，请刷新页面后再试。");
    }

    aside.addEventListener("click", ({ target }) => {
      if (target.matches(".close")) toggle();
    });
    link.addEventListener("click", (event) => {
      event.preventDefault();
      toggle();
    });
    aside.addEventListener("change", ({ target }) => {
      if (target.matches(".choose select")) {
        show(new URLSearchParams(new FormData(target.form)).toString());
      }
    });
    aside.addEventListener("submit", (event) => {
      event.preventDefault();
      if (event.target.matches(".take")) take(event.target);
      else show(new URLSearchParams(new FormData(event.target)).toString());
    });
  }
}
