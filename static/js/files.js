// Boxes to choose files in: a browser names theirs in its own language, not in that of the desk.
// Without this script the browser's own box stands there.
for (const input of document.querySelectorAll("input[type=file]")) {
  const box = document.createElement("span");
  box.className = "file-box";
  const button = document.createElement("span");
  button.className = "button";
  button.textContent = "选择文件";
  const chosen = document.createElement("span");
  chosen.className = "file-names";
  chosen.textContent = "还没有选文件";
  for (const part of [button, chosen]) part.setAttribute("aria-hidden", "true");
  input.replaceWith(box);
  box.append(button, chosen, input);
}

// Not a listener for each box: a row added to a list of images is a copy of one that is hidden.
document.addEventListener("change", (event) => {
  const box = event.target.closest(".file-box");
  if (!box) return;
  const names = [...event.target.files].map((file) => file.name);
  box.querySelector(".file-names").textContent = names.join("、") || "还没有选文件";
});
