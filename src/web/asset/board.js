// Keeps a page up to date while it is looked at. Every page works without this.
// It reads the same page again and puts in place what changed; it never moves the focus and never
// touches a form in which somebody is typing.
"use strict";
(() => {
  const body = document.body;
  const banner = document.querySelector("[data-connection]");
  if (!body.dataset.stream || !banner || !window.EventSource || !window.fetch) return;

  const SILENCE = 25000; // the stream says something every 10 seconds
  const EVERY = 30000; // the time left is words, and gets old
  const LOST = [...banner.childNodes];
  let source = null;
  let heard = Date.now();
  let lost = false;
  let busy = false;
  let again = false;
  let leaving = false;

  const show = (isLost) => {
    if (lost === isLost || (leaving && isLost)) return;
    lost = isLost;
    banner.hidden = !isLost;
    body.classList.toggle("is-lost", isLost);
    document.dispatchEvent(new CustomEvent("draaiboek:verbinding", { detail: isLost }));
    if (!isLost) refresh();
  };

  // What differs in every answer says nothing.
  const essence = (part) => {
    const copy = part.cloneNode(true);
    for (const input of copy.querySelectorAll("input[type=hidden]")) input.removeAttribute("value");
    for (const details of copy.querySelectorAll("details")) details.removeAttribute("open");
    return copy.innerHTML;
  };

  const isTouched = (part) =>
    part.contains(document.activeElement) || part.querySelector("form[data-typed]") !== null;

  // Items with a name of their own come and go around one in which somebody is busy.
  const isBusy = (item) => isTouched(item) || item.querySelector("input:checked") !== null;
  const weave = (part, fresh) => {
    const known = new Map([...part.children].map((item) => [item.dataset.item, item]));
    const names = new Set([...fresh.children].map((item) => item.dataset.item));
    for (const [name, item] of known) {
      if (!names.has(name) && !isBusy(item)) item.remove();
    }
    let next = part.firstElementChild;
    for (const item of [...fresh.children]) {
      const old = known.get(item.dataset.item);
      if (old && (old === next || isBusy(old))) {
        if (!isBusy(old)) place(old, item);
        next = old.nextElementSibling;
      } else {
        if (old) old.remove();
        part.insertBefore(document.adoptNode(item), next);
      }
    }
  };

  const place = (part, fresh) => {
    if (part.querySelector(":scope > [data-item]")) return weave(part, fresh);
    if (isTouched(part) || essence(part) === essence(fresh)) return;
    const name = (details) => details.querySelector("summary").textContent.replace(/\d+/g, "");
    const open = new Set([...part.querySelectorAll("details[open]")].map(name));
    part.replaceChildren(...document.adoptNode(fresh).childNodes);
    for (const details of part.querySelectorAll("details")) {
      if (open.has(name(details))) details.open = true;
    }
  };

  const refresh = async () => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      const response = await fetch(location.href, { cache: "no-store" });
      if (response.ok) {
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        for (const part of document.querySelectorAll("[data-live]")) {
          const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
          if (fresh) place(part, fresh);
        }
        const line = page.querySelector("form[data-line]");
        if (line) document.dispatchEvent(new CustomEvent("draaiboek:klok", { detail: line.dataset.line }));
        const [old, fresh] = [document, page].map((where) => where.querySelector("[data-fresh]"));
        if (old && fresh) old.textContent = fresh.textContent;
      }
    } catch {
      show(true);
    }
    busy = false;
    if (again) {
      again = false;
      refresh();
    }
  };

  // Who is let in no more is told so: that is no lost connection.
  const ask = async () => {
    const response = await fetch(location.href, { cache: "no-store" }).catch(() => null);
    if (!response || response.status !== 403) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const words = ["h1", "main p", "main a"].map((part) => page.querySelector(part)).filter((part) => part);
    banner.replaceChildren(...words.flatMap((part) => [part.matches("a") ? part : part.textContent, " "]));
  };

  const listen = () => {
    if (source) source.close();
    source = new EventSource(body.dataset.stream);
    const hear = () => {
      heard = Date.now();
      if (lost) banner.replaceChildren(...LOST);
      show(false);
    };
    source.onopen = hear;
    source.onmessage = () => {
      hear();
      refresh();
    };
    source.addEventListener("hartslag", hear);
    source.onerror = () => {
      show(true);
      if (source.readyState !== EventSource.CLOSED) return;
      ask();
      setTimeout(() => !document.hidden && listen(), 3000);
    };
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form");
    if (form) form.dataset.typed = "";
  });
  // What is sent into nothing would be gone with the page.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    const file = [...event.target.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files])[0];
    if (file && file.size > Number(event.target.dataset.fileBytes)) {
      event.preventDefault();
      window.alert(`Dit bestand is te groot: hooguit ${event.target.dataset.fileBytes >> 20} MB.`);
      return;
    }
    // The file takes nothing now; the server would send it back.
    const unsaved = document.querySelector("[data-unsaved]");
    if (!lost && !unsaved) {
      leaving = true;
      return;
    }
    event.preventDefault();
    (unsaved || banner).scrollIntoView({ block: "nearest" });
  });
  // A tab that nobody sees keeps no connection: a browser has only six for one board.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      if (source) source.close();
      source = null;
    } else {
      heard = Date.now();
      listen();
      refresh();
    }
  });
  setInterval(() => {
    if (!document.hidden && Date.now() - heard > SILENCE) show(true);
  }, 1000);
  setInterval(() => {
    if (!document.hidden && !lost) refresh();
  }, EVERY);
  document.addEventListener("draaiboek:weg", () => show(true));
  document.addEventListener("draaiboek:ververs", refresh);
  // Going to another page ends what was being asked; that is no lost connection.
  window.addEventListener("pagehide", () => (leaving = true));
  window.addEventListener("pageshow", () => (leaving = false));
  window.addEventListener("offline", () => show(true));
  window.addEventListener("online", () => !document.hidden && listen());
  listen();
})();
