// Small comforts; every page works without them.
(() => {
  "use strict";

  // Folded menus close on Escape, on a press outside, and when the focus leaves them.
  const close = (menu, refocus) => {
    menu.open = false;
    if (refocus) menu.querySelector("summary").focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest("details.menu[open]");
    if (menu) close(menu, true);
  });
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) close(menu, false);
    });
  });
  document.addEventListener("focusout", (event) => {
    const menu = event.target.closest("details.menu[open]");
    if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) close(menu, false);
  });

  // What stopped a form is read out first.
  const focusErrors = (root) => {
    const summary = root.querySelector(".error-summary");
    if (summary && !summary.closest(".specimen")) summary.focus();
  };
  focusErrors(document);
  document.addEventListener("htmx:load", (event) => focusErrors(event.target));

  // Copy buttons show themselves where copying is possible.
  const enableCopy = (root) => {
    if (!navigator.clipboard) return;
    root.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = false; });
  };
  enableCopy(document);
  document.addEventListener("htmx:load", (event) => enableCopy(event.target));
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copy);
    field.select();
    await navigator.clipboard.writeText(field.value);
    const status = document.querySelector(`[data-copy-status="${button.dataset.copy}"]`);
    const label = button.querySelector("span");
    const before = label.textContent;
    label.textContent = button.dataset.copied;
    status.textContent = button.dataset.copied;
    setTimeout(() => { label.textContent = before; status.textContent = ""; }, 2500);
  });

  // A form marked data-unsaved asks before what was typed is left behind.
  let dirty = null;
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-unsaved]");
    if (form) dirty = form;
  });
  document.addEventListener("submit", (event) => {
    if (event.target === dirty) dirty = null;
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty && dirty.isConnected) event.preventDefault();
  });

  // A signature is drawn with a finger, a pen or the mouse, and goes into the hidden field as a PNG.
  document.querySelectorAll("[data-sign-pad]").forEach((pad) => {
    const field = document.getElementById(pad.dataset.signPad);
    const canvas = pad.querySelector("canvas");
    const pen = canvas.getContext("2d");
    let drawing = false;
    const at = (event) => {
      const box = canvas.getBoundingClientRect();
      return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
    };
    const stop = () => {
      if (drawing) field.value = canvas.toDataURL("image/png");
      drawing = false;
    };
    pen.lineWidth = 3;
    pen.lineCap = "round";
    pen.lineJoin = "round";
    canvas.addEventListener("pointerdown", (event) => {
      drawing = true;
      canvas.setPointerCapture(event.pointerId);
      pen.beginPath();
      pen.moveTo(...at(event));
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!drawing) return;
      pen.lineTo(...at(event));
      pen.stroke();
    });
    canvas.addEventListener("pointerup", stop);
    canvas.addEventListener("pointercancel", stop);
    pad.querySelector("button").addEventListener("click", () => {
      pen.clearRect(0, 0, canvas.width, canvas.height);
      field.value = "";
    });
    pad.hidden = false;
  });

  // A form marked data-once can't be sent twice by a nervous click; coming back to the page frees it.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-once]") || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    form.querySelectorAll("button[type=submit]").forEach((button) => button.setAttribute("aria-disabled", "true"));
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.querySelectorAll("button[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
    });
  });
})();
