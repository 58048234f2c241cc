/* The search box offers institutions and tables while one types; without this it just searches.
   A combobox after the ARIA pattern: the focus stays in the box, arrows walk through the list. */
"use strict";
{
  const PAUSE = 200;

  class Suggesting {
    constructor(input) {
      this.input = input;
      this.active = -1;
      this.list = document.createElement("ul");
      this.list.id = `${input.id}-suggested`;
      this.list.className = "suggested";
      this.list.hidden = true;
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-label", "机构和统计表");
      this.told = document.createElement("span");
      this.told.className = "unseen";
      this.told.setAttribute("role", "status");
      input.form.append(this.list, this.told);
      input.type = "text"; // a search field may not be a combobox
      input.enterKeyHint = "search";
      input.setAttribute("role", "combobox");
      input.setAttribute("aria-autocomplete", "list");
      input.setAttribute("aria-controls", this.list.id);
      input.setAttribute("aria-expanded", "false");
      input.addEventListener("input", (event) => event.isComposing || this.wait());
      input.addEventListener("compositionend", () => this.wait());
      input.addEventListener("keydown", (event) => this.key(event));
      input.addEventListener("blur", () => this.close());
      this.list.addEventListener("mousedown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => this.go(event.target.closest("li")));
    }

    wait() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), PAUSE);
    }

    async ask() {
      if (this.asking) this.asking.abort();
      const typed = this.input.value.trim();
      if (!typed) return this.close();
      this.asking = new AbortController();
      const address = `${this.input.dataset.suggest}?q=${encodeURIComponent(typed)}`;
      try {
        const answer = await fetch(address, { signal: this.asking.signal });
        if (answer.ok) this.show((await answer.json()).items);
      } catch (error) {
        if (error.name !== "AbortError") this.close(); // no net: searching says so
      }
    }

    show(items) {
      if (document.activeElement !== this.input) return;
      this.close();
      this.list.replaceChildren(...items.map((item, number) => this.option(item, number)));
      this.list.hidden = !items.length;
      this.input.setAttribute("aria-expanded", String(!!items.length));
      this.told.textContent = items.length ? `有 ${items.length} 个建议，按上下键选择。` : "";
    }

    option(item, number) {
      const option = document.createElement("li");
      option.id = `${this.list.id}-${number}`;
      option.dataset.href = item.href;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const note = document.createElement("small");
      note.textContent = item.note;
      option.append(item.text, " ", note);
      return option;
    }

    close() {
      clearTimeout(this.timer);
      this.list.hidden = true;
      this.list.replaceChildren();
      this.told.textContent = "";
      this.active = -1;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    }

    key(event) {
      if (event.isComposing || this.list.hidden) return;
      const options = this.list.children;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        const count = options.length + 1; // beyond either end is the box itself
        this.mark(((this.active + 1 + step + count) % count) - 1);
      } else if (event.key === "Enter" && this.active >= 0) {
        this.go(options[this.active]);
      } else if (event.key === "Escape") {
        this.close();
      } else {
        return;
      }
      event.preventDefault();
    }

    mark(number) {
      this.active = number;
      for (const [place, option] of [...this.list.children].entries()) {
        option.setAttribute("aria-selected", String(place === number));
      }
      const option = this.list.children[number];
      if (!option) return this.input.removeAttribute("aria-activedescendant");
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }

    go(option) {
      if (option) location.href = option.dataset.href;
    }
  }

  if (window.fetch && window.AbortController) {
    for (const input of document.querySelectorAll("input[data-suggest]")) new Suggesting(input);
  }
}
