"use strict";
// Goes on reading waiting documents, one request each; closing the page loses nothing.
(() => {
  const form = document.getElementById("read-next");
  const bar = document.getElementById("read-bar");
  const said = document.getElementById("read-said");
  const all = Number(form.dataset.left);

  async function next() {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { accept: "application/json" },
      body: new FormData(form),
    });
    if (!answer.ok) throw new Error(answer.status);
    const { left, name } = await answer.json();
    document.getElementById("read-left").textContent = left;
    bar.max = Math.max(all, left);
    bar.value = bar.max - left;
    said.textContent = name && `读完“${name}”`;
    return left;
  }

  async function go() {
    form.querySelector("button").hidden = true;
    try {
      while (await next());
      location.reload();
    } catch {
      said.textContent = "读取中断了，请按“继续读下一份”。";
      form.querySelector("button").hidden = false;
    }
  }

  go();
})();
