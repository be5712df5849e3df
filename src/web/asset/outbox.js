// Lines for the log that wait for the connection.
// A line goes into the outbox first and leaves it only when the board said that it is saved; so it
// is kept over a lost connection and over a reload. The number of a line makes sending it twice
// harmless. Nothing else is sent from here: other forms are sent by the browser itself.
"use strict";
(() => {
  const body = document.body;
  const box = document.querySelector("[data-outbox]");
  if (!body.dataset.stream || !box || !window.fetch) return;

  const BASE = body.dataset.stream.replace(/\/stroom$/, "");
  const KEY = `draaiboek-wachtrij ${BASE}`;
  const MOST = 200;
  const AGAIN = 5000;
  const PATIENCE = 20000;
  let lost = false;
  let sending = false;
  let memory = []; // for a browser that keeps nothing

  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(kept) ? kept : [];
    } catch {
      return memory;
    }
  };
  const write = (items) => {
    memory = items;
    try {
      if (items.length) localStorage.setItem(KEY, JSON.stringify(items));
      else localStorage.removeItem(KEY);
    } catch {
      // It is in memory, as long as the page stays.
    }
    show();
  };
  const change = (number, how) => write(read().flatMap((item) => (item.number === number ? how(item) : [item])));
  const hasWho = (item) => item.pairs.some((pair) => pair[0] === "name");
  const value = (item, name) => (item.pairs.find((pair) => pair[0] === name) || ["", ""])[1];

  // What is told goes to who hears the page as well; the focus stays where it is.
  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const button = (text, about, act) => {
    const made = element("button", text, "utrecht-button");
    made.type = "button";
    made.append(element("span", `: ${about}`, "unseen"));
    made.addEventListener("click", act);
    return made;
  };
  let said = "";
  const tell = (text) => {
    said = text;
    show();
  };
  let shown = "";
  const show = () => {
    const items = read();
    const state = JSON.stringify([said, lost, items]);
    if (state === shown) return;
    shown = state;
    const refused = items.filter((item) => item.refused);
    const waiting = items.filter((item) => !item.refused && (lost || item.tried));
    const parts = [];
    if (said) parts.push(element("p", said, said.startsWith("Vastgelegd") ? "saved" : "remark"));
    if (waiting.length) {
      const part = element("div", "", "remark");
      part.append(element("strong", `Nog niet verzonden (${waiting.length}).`));
      part.append(" Deze regels worden bewaard en vanzelf verstuurd als de verbinding terug is.");
      const list = element("ol");
      for (const item of waiting) list.append(element("li", value(item, "text")));
      part.append(list);
      parts.push(part);
    }
    for (const item of refused) {
      const part = element("div", "", "alarm");
      const text = value(item, "text");
      part.append(element("strong", "Niet vastgelegd: "), element("span", text));
      part.append(element("p", item.refused));
      const buttons = element("p", "", "buttons");
      buttons.append(
        button("Pas aan", text, () => handOver(item)),
        button("Gooi weg", text, () => {
          if (window.confirm(`Deze regel weggooien? ${text}`)) change(item.number, () => []);
        }),
      );
      part.append(buttons);
      parts.push(part);
    }
    box.replaceChildren(...parts);
    box.hidden = parts.length === 0;
  };

  // Gives a line to the page of the log, where the board says what is wrong with it and everything
  // can be changed.
  const handOver = (item) => {
    if (lost) return;
    const form = element("form");
    form.method = "post";
    form.action = `${BASE}/logboek`;
    form.hidden = true;
    for (const [name, text] of item.pairs) {
      const input = element("input");
      input.type = "hidden";
      input.name = name;
      input.value = text;
      form.append(input);
    }
    document.dispatchEvent(new CustomEvent("draaiboek:bewaar", { detail: { path: `${BASE}/logboek`, name: "logboek", pairs: item.pairs } }));
    change(item.number, () => []);
    body.append(form);
    form.submit();
  };

  const reason = (page, status) => {
    const points = [...page.querySelectorAll("#melding li")].map((point) => point.textContent.trim());
    if (points.length) return points.join(" ");
    const whole = page.querySelector("#melding, main");
    return whole ? whole.textContent.trim() : `Het bord neemt deze regel niet aan (${status}).`;
  };

  // Sends one line; returns whether the next one may go.
  const send = async (item) => {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    let response;
    try {
      response = await fetch(`${BASE}/logboek`, {
        method: "POST",
        body: new URLSearchParams(item.pairs),
        cache: "no-store",
        signal: patience.signal,
      });
      const seq = new URL(response.url).searchParams.get("vastgelegd");
      if (response.ok && seq) {
        change(item.number, () => []);
        tell(`Vastgelegd als regel ${seq}: ${value(item, "text")}`);
        document.dispatchEvent(new CustomEvent("draaiboek:ververs"));
        return true;
      }
      // The board is there and cannot save now, or is too busy: it stays, and goes later.
      if (response.status >= 500 || response.status === 408 || response.status === 429) {
        change(item.number, (kept) => [{ ...kept, tried: true }]);
        return false;
      }
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (!hasWho(item) && page.body.dataset.stream && page.body.dataset.who === undefined) {
        change(item.number, (kept) => [{ ...kept, tried: true }]);
        tell("Het bord weet niet meer wie u bent. Zeg dat eerst (Wie bent u?); dan worden uw regels verstuurd.");
        return false;
      }
      if (!item.tried && !lost) {
        // Somebody is still at it: the page itself says what is wrong.
        handOver({ ...item, pairs: item.pairs.filter((pair) => pair[0] !== "typed_at") });
        return false;
      }
      change(item.number, (kept) => [{ ...kept, refused: reason(page, response.status) }]);
      return true;
    } catch {
      change(item.number, (kept) => [{ ...kept, tried: true }]);
      document.dispatchEvent(new CustomEvent("draaiboek:weg"));
      return false;
    } finally {
      clearTimeout(timer);
    }
  };

  const flush = async () => {
    if (sending) return;
    sending = true;
    const work = async () => {
      for (;;) {
        const item = read().find((kept) => !kept.refused);
        if (!item) return;
        // A line is of who typed it, whoever sits here by the time it can be sent.
        const other = item.who && body.dataset.who && item.who !== body.dataset.who;
        if (other) {
          const why = `Getypt door ${item.who}; u bent nu ${body.dataset.who}. Kies ‘Pas aan’ en zet erbij wie het zei.`;
          change(item.number, (kept) => [{ ...kept, refused: why }]);
        } else if (!(await send(item))) return;
      }
    };
    try {
      // Two tabs of one browser send one after the other.
      if (navigator.locks) await navigator.locks.request(KEY, work);
      else await work();
    } finally {
      sending = false;
      show();
    }
  };

  const number = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  // The time in the situation: what the board last said it is, and what passed since. An exercise can
  // jump, and the clock of a phone can be wrong.
  let clock = null;
  const hear = (text) => (clock = { said: Date.parse(text), at: Date.now() });
  const now = () => new Date(clock.said + Date.now() - clock.at).toISOString();
  const first = document.querySelector("form[data-line]");
  if (first) hear(first.dataset.line);
  document.addEventListener("draaiboek:klok", (event) => hear(event.detail));

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset || form.dataset.line === undefined) return;
    // A page that came back with what is wrong is answered by the board itself.
    if (document.querySelector("#melding") && !lost) return;
    event.preventDefault();
    const line = form.querySelector("[name=text]");
    if (!line.value.trim()) {
      line.focus();
      return;
    }
    const items = read();
    if (items.length >= MOST) {
      tell(`Er wachten al ${MOST} regels. Deze regel is niet bewaard; hij staat er nog.`);
      return;
    }
    const data = new FormData(form, event.submitter);
    const pairs = [...data].filter((pair) => pair[0] !== "nonce" && typeof pair[1] === "string");
    const own = number();
    pairs.push(["nonce", own]);
    if (!data.has("typed_at")) pairs.push(["typed_at", now()]);
    said = "";
    write([...items, { number: own, pairs, tried: lost, who: body.dataset.who }]);
    form.reset();
    for (const input of form.querySelectorAll("input[type=text]")) input.value = "";
    const waited = form.querySelector("[name=typed_at]");
    if (waited) waited.remove();
    delete form.dataset.typed;
    document.dispatchEvent(new CustomEvent("draaiboek:leeg", { detail: form }));
    line.focus();
    flush();
  });

  document.addEventListener("draaiboek:verbinding", (event) => {
    lost = event.detail;
    show();
    if (!lost) flush();
  });
  window.addEventListener("storage", (event) => {
    if (event.key === KEY) show();
  });
  setInterval(() => {
    if (!document.hidden && read().some((item) => !item.refused)) flush();
  }, AGAIN);
  show();
  flush();
})();
