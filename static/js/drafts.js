// What is typed into a long form stays in this tab, in its own session storage, until it is saved: pages of signed-in people
// are kept by no browser, so that Back would bring an empty form. Never passwords, codes or files. Every page works without.
(() => {
  "use strict";

  const meta = document.querySelector('meta[name="session-mark"]');
  if (!meta) return;
  let store;
  try {
    store = window.sessionStorage;
  } catch {
    return; // The browser keeps nothing here.
  }
  const PREFIX = "draft:";
  const SENT = "draft-sent";
  // The mark is the session's: what was typed in another one, or before signing out, goes.
  const mark = meta.content;
  Object.keys(store)
    .filter((key) => key.startsWith(PREFIX) && !(mark && key.startsWith(`${PREFIX}${mark}:`)))
    .forEach((key) => store.removeItem(key));
  if (!mark) {
    store.removeItem(SENT);
    return;
  }

  const NOT_KEPT = ["password", "file", "hidden", "submit", "button", "reset", "image"];
  const isKept = (field) =>
    field.name && !NOT_KEPT.includes(field.type) && !/one-time-code|password|cc-/.test(field.autocomplete || "");
  const fieldsOf = (form) => [...form.elements].filter(isKept);
  const isLong = (form) =>
    form.method === "post" && form.getAttribute("role") !== "search" && form.id !== "changelist-form"
    && !form.querySelector('input[type="password"]')
    && (form.querySelector("textarea") !== null || fieldsOf(form).length >= 3);
  // A form by its place on this address, and by the version that it was filled from: older text covers no newer row.
  const keyOf = (form) => {
    const place = form.id || [...document.forms].indexOf(form);
    const version = form.elements.namedItem("version");
    return `${PREFIX}${mark}:${location.pathname}${location.search}#${place}:${version ? version.value : ""}`;
  };
  const valueOf = (field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked;
    return field.multiple ? [...field.selectedOptions].map((option) => option.value) : field.value;
  };

  const arrival = performance.getEntriesByType("navigation")[0];
  const isBack = arrival !== undefined && arrival.type === "back_forward";

  // The page that follows a form says whether it was taken.
  const sent = store.getItem(SENT);
  if (sent) {
    const wasRefused = (arrival && arrival.responseStatus >= 400) || document.querySelector(".error-summary, .errornote");
    if (!isBack && !wasRefused) store.removeItem(sent);
    store.removeItem(SENT);
  }

  const keep = (event) => {
    const form = event.target.form;
    if (!form || !isKept(event.target) || !isLong(form)) return;
    try {
      store.setItem(keyOf(form), JSON.stringify(fieldsOf(form).map((field) => [field.name, valueOf(field)])));
    } catch {
      // Full: the form still works.
    }
  };
  document.addEventListener("input", keep);
  document.addEventListener("change", keep);
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && isLong(event.target) && store.getItem(keyOf(event.target))) {
      store.setItem(SENT, keyOf(event.target));
    }
  });

  const restore = (form) => {
    const kept = JSON.parse(store.getItem(keyOf(form)) || "null");
    const fields = fieldsOf(form);
    if (!kept || kept.length !== fields.length || kept.some(([name], place) => name !== fields[place].name)) return;
    fields.forEach((field, place) => {
      const value = kept[place][1];
      if (field.type === "checkbox" || field.type === "radio") field.checked = value;
      else if (field.multiple) [...field.options].forEach((option) => { option.selected = value.includes(option.value); });
      else field.value = value;
    });
  };
  if (isBack) [...document.forms].filter(isLong).forEach(restore);
})();
