// A button that copies the text above it; without this script the text can be selected by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const text = button.previousElementSibling;
    text.select();
    // Closed networks are often without https, where browsers know no navigator.clipboard.
    const done = document.execCommand("copy");
    button.textContent = done ? "已复制" : "请按 Ctrl+C";
  });
}
