/* The form of a correction: changed cells are seen and counted, and only they are sent. */
(() => {
  const form = document.getElementById("correcting");
  const fields = [...form.querySelectorAll("[data-was]")];
  const state = document.getElementById("changed");
  const differs = (field) =>
    field.value.trim().replaceAll("\r\n", "\n") !== field.dataset.was.trim().replaceAll("\r\n", "\n");

  function show() {
    let count = 0;
    for (const field of fields) {
      const changed = differs(field);
      field.classList.toggle("changed", changed);
      field.title = changed ? `原为 ${field.dataset.was || "空白"}` : "";
      count += changed ? 1 : 0;
    }
    const gone = form.querySelectorAll("th input:checked").length;
    const told = [count && `已改 ${count} 处`, gone && `删去 ${gone} 行`].filter(Boolean);
    state.textContent = told.length ? `${told.join("，")}。` : "";
  }

  // What was not changed is not sent; when the page is come back to, it is there again.
  form.addEventListener("submit", () => {
    for (const field of fields) field.disabled = !differs(field);
  });
  window.addEventListener("pageshow", () => {
    for (const field of fields) field.disabled = false;
    show();
  });
  form.addEventListener("input", show);

  // Enter goes a row down, as in a spreadsheet; it does not send the form.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches(".cells input")) return;
    event.preventDefault();
    const cell = event.target.closest("td");
    let row = cell.parentElement;
    while ((row = event.shiftKey ? row.previousElementSibling : row.nextElementSibling)) {
      const next = row.cells[cell.cellIndex]?.querySelector("input");
      if (next) return next.select();
    }
  });
})();
