// Long forms save themselves as drafts on the server: a moment after the last key, and when the page is left.
// A form that does has a hidden field with data-draft, the address that takes its draft. Never files, passwords or codes.
(() => {
  "use strict";

  const AFTER = 1500;
  const AT_LATEST = 10000;
  const AGAIN = 15000;
  // A request that outlives its page may hold so much.
  const MOST_KEPT_ALIVE = 60000;

  const timeOf = (moment) =>
    new Intl.DateTimeFormat(document.documentElement.lang || "en", { hour: "numeric", minute: "2-digit" }).format(moment);

  const start = (seen) => {
    const form = seen.form;
    const part = (name) => form.querySelector(`[data-draft-${name}]`);
    const shown = part("state");
    let isDirty = false;
    let isFailing = false;
    let isStopped = false;
    let isSent = false;
    let saving = null;
    let timer = 0;
    let firstTyped = 0;

    const tell = (words, { aloud = false } = {}) => {
      shown.textContent = words;
      shown.hidden = false;
      if (aloud) part("says").textContent = words;
    };
    const content = (over) => {
      const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
      if (over) fields.push(["draft_over", over]);
      return new URLSearchParams(fields);
    };
    const send = async (over, isLeaving) => {
      const body = content(over);
      return fetch(seen.dataset.draft, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        redirect: "manual",
        keepalive: isLeaving && String(body).length < MOST_KEPT_ALIVE,
      });
    };

    const saved = (answer) => {
      seen.value = answer.mark;
      const wasFailing = isFailing;
      isFailing = false;
      const words = shown.dataset.saved.replace("{time}", timeOf(Date.now()));
      // Read out once, and after trouble; the eye sees every time.
      tell(words, { aloud: !form.dataset.drafted || wasFailing });
      form.dataset.drafted = "yes";
      document.dispatchEvent(new CustomEvent("portal:lasts", { detail: answer }));
    };
    const failed = (words) => {
      isDirty = true;
      tell(words, { aloud: !isFailing });
      isFailing = true;
      later(AGAIN);
    };
    const newer = (answer) => {
      isStopped = true;
      isDirty = true;
      part("newer-at").textContent = timeOf(new Date(answer.at));
      part("over").dataset.mark = answer.mark;
      shown.hidden = true;
      part("newer").hidden = false;
      part("says").textContent = part("newer").querySelector(".callout-title").textContent;
    };

    const trySaving = async (over, isLeaving) => {
      isDirty = false;
      firstTyped = 0;
      try {
        let answer = await send(over, isLeaving);
        if (answer.status === 403 && window.portalSession && (await window.portalSession.ask())) {
          answer = await send(over, isLeaving);
        }
        if (answer.ok) saved(await answer.json());
        else if (answer.status === 409) newer(await answer.json());
        else if (answer.type === "opaqueredirect") {
          document.dispatchEvent(new CustomEvent("portal:signed-out"));
          failed(shown.dataset.refused);
        } else failed(shown.dataset.failed);
      } catch {
        failed(shown.dataset.failed);
      }
    };
    const save = ({ over = "", isLeaving = false } = {}) => {
      clearTimeout(timer);
      if (saving && !isLeaving) {
        if (isDirty) saving.then(() => later(AFTER));
        return saving;
      }
      saving = trySaving(over, isLeaving).finally(() => { saving = null; });
      return saving;
    };
    const later = (wait) => {
      clearTimeout(timer);
      if (isStopped || isSent) return;
      timer = setTimeout(() => save(), wait);
    };

    const typed = (event) => {
      if (event.target.type === "file" || event.target.type === "password") return;
      isDirty = true;
      firstTyped = firstTyped || Date.now();
      later(Math.max(0, Math.min(AFTER, firstTyped + AT_LATEST - Date.now())));
    };
    form.addEventListener("input", typed);
    form.addEventListener("change", typed);

    // What is on its way arrives before the form does: a draft of a form that is saved would be offered again.
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (saving && !isSent) {
        event.preventDefault();
        const button = event.submitter;
        isSent = true;
        const go = () => form.requestSubmit(button);
        Promise.race([saving, new Promise((done) => { setTimeout(done, 3000); })]).then(go, go);
        return;
      }
      isSent = true;
      clearTimeout(timer);
    });
    window.addEventListener("pageshow", () => { isSent = false; });

    const leave = () => {
      if (isDirty && !isStopped && !isSent) save({ isLeaving: true });
    };
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") leave(); });
    window.addEventListener("pagehide", leave);
    // Leaving asks nothing, unless what was typed could not be saved.
    window.addEventListener("beforeunload", (event) => {
      if ((isFailing || isStopped) && isDirty && !isSent) event.preventDefault();
    });

    part("over").addEventListener("click", () => {
      isStopped = false;
      part("newer").hidden = true;
      save({ over: part("over").dataset.mark });
    });
    part("reload").addEventListener("click", (event) => {
      event.preventDefault();
      isDirty = false;
      location.assign(location.pathname + location.search);
    });
  };

  document.querySelectorAll("input[data-draft]").forEach(start);
})();
