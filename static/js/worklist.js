// The desk's table by keys: j and k move, Enter opens, x checks, a assigns to the person at the keyboard.
(() => {
  "use strict";

  const form = document.querySelector("[data-worklist]");
  if (!form) return;
  const rows = [...form.querySelectorAll("[data-item]")];
  const hint = document.querySelector("[data-worklist-keys]");
  const isOn = hint.querySelector("input");
  hint.hidden = false;
  // Letters as shortcuts can be turned off, for those who speak to their computer.
  isOn.checked = localStorage.getItem("worklist-keys") !== "off";
  isOn.addEventListener("change", () => localStorage.setItem("worklist-keys", isOn.checked ? "on" : "off"));
  let current = -1;

  const show = (next) => {
    if (!rows[next]) return;
    if (rows[current]) rows[current].classList.remove("is-current");
    current = next;
    rows[current].classList.add("is-current");
    rows[current].querySelector("th a").focus();
    rows[current].scrollIntoView({ block: "nearest" });
  };
  const box = () => rows[current].querySelector("input[type=checkbox]");
  const keys = {
    j: () => show(current + 1),
    k: () => show(Math.max(current - 1, 0)),
    x: () => {
      if (rows[current]) box().checked = !box().checked;
    },
    a: () => {
      if (!rows[current]) return;
      const checked = form.querySelectorAll("input[name=item]:checked");
      if (!checked.length) box().checked = true;
      form.elements.to.value = "me";
      form.requestSubmit();
    },
  };
  document.addEventListener("keydown", (event) => {
    if (!isOn.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]")) return;
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  // A row that the Tab key reaches is the current one.
  form.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-item]");
    const at = rows.indexOf(row);
    if (at < 0 || at === current) return;
    if (rows[current]) rows[current].classList.remove("is-current");
    current = at;
    row.classList.add("is-current");
  });
})();
