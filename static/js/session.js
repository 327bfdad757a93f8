// Warns two minutes before the session ends, in every open tab, and brings an open page back to life after signing in again.
// The server says how long the session lasts; each answer that tells it again is passed on to the other tabs.
(() => {
  "use strict";

  const bar = document.querySelector("[data-session]");
  if (!bar) return;
  const WARNED_BEFORE = 120;
  const LOOKS_EVERY = 5000;
  const says = bar.querySelector("[data-session-says]");
  const stay = bar.querySelector("[data-session-stay]");
  const signIn = bar.querySelector("[data-session-sign-in]");
  const mine = document.querySelector('input[name="typed_by"]');
  const person = mine ? mine.value : "";
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("session") : null;
  let idleEnds;
  let longestEnds;
  let state = "";
  let closed = "";

  const timeOf = (moment) =>
    new Intl.DateTimeFormat(document.documentElement.lang || "en", { hour: "numeric", minute: "2-digit" }).format(moment);

  const show = (next) => {
    if (next === state) return;
    state = next;
    closed = "";
    const words = next ? says.dataset[`${next}Words`] : "";
    says.textContent = words.replace("{time}", timeOf(next === "longest" ? longestEnds : idleEnds));
    stay.hidden = next !== "idle";
    signIn.hidden = next !== "over";
    draw();
  };
  const draw = () => {
    bar.hidden = !state || closed === state;
    document.documentElement.classList.toggle("has-session-bar", !bar.hidden);
  };

  const look = () => {
    const now = Date.now();
    // Only the server says that it goes on.
    if (state === "other" || state === "over") return;
    if (now >= Math.min(idleEnds, longestEnds)) show("over");
    else if (longestEnds - now <= WARNED_BEFORE * 1000) show("longest");
    else if (idleEnds - now <= WARNED_BEFORE * 1000) show("idle");
    else if (state !== "back") show("");
  };

  const lasts = (idle, longest) => {
    idleEnds = Date.now() + idle * 1000;
    longestEnds = Date.now() + longest * 1000;
  };
  const told = (idle, longest) => {
    lasts(idle, longest);
    if (tabs) tabs.postMessage({ person, idle, longest });
    look();
  };

  // What the page was opened with may be older than the session of now: its forms get the token of now.
  const renew = (token) => {
    document.querySelectorAll('input[name="csrfmiddlewaretoken"]').forEach((field) => { field.value = token; });
  };
  const ask = async () => {
    const answer = await fetch(bar.dataset.session, { headers: { Accept: "application/json" }, redirect: "manual" });
    if (answer.type === "opaqueredirect") {
      show("over");
      return false;
    }
    if (!answer.ok) return false;
    const session = await answer.json();
    if (person && session.person !== person) {
      show("other");
      return false;
    }
    renew(session.token);
    lasts(session.idle, session.longest);
    if (state === "over") show("back");
    told(session.idle, session.longest);
    return true;
  };

  stay.addEventListener("click", () => { ask().catch(() => {}); });
  bar.querySelector("[data-session-close]").addEventListener("click", () => {
    closed = state;
    draw();
  });
  // A form that is about to be sent after signing in again in another tab, and a page that is looked at again.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    look();
    if (state === "over") ask().catch(() => {});
  });
  window.addEventListener("focus", () => { if (state === "over") ask().catch(() => {}); });
  if (tabs) {
    tabs.addEventListener("message", (event) => {
      if (event.data.person !== person) return;
      lasts(event.data.idle, event.data.longest);
      if (state === "over") ask().catch(() => {});
      else look();
    });
  }
  // What saves drafts is answered with how long the session lasts, and asks for a new token when its own is refused.
  document.addEventListener("portal:lasts", (event) => told(event.detail.idle, event.detail.longest));
  document.addEventListener("portal:signed-out", () => show("over"));
  window.portalSession = { ask };

  told(Number(bar.dataset.idle), Number(bar.dataset.longest));
  setInterval(look, LOOKS_EVERY);
})();
