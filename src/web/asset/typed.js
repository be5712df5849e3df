// What was typed in a form is kept until it is saved, also over a reload or a page that did not come.
// Kept in this tab of the browser only, and never a password or a file.
"use strict";
(() => {
  const START = "draaiboek-getypt ";
  const fields = "input[type=text], input[type=radio], input[type=checkbox], select, textarea";
  const key = (path, name) => `${START}${path} ${name}`;
  const own = (form) => key(location.pathname, form.dataset.form);
  const store = (act) => {
    try {
      return act(sessionStorage);
    } catch {
      return null; // a browser that keeps nothing
    }
  };

  const save = (form) => {
    const pairs = [...form.querySelectorAll(fields)]
      .filter((field) => field.name && (!/radio|checkbox/.test(field.type) || field.checked))
      .map((field) => [field.name, field.value]);
    store((kept) => kept.setItem(own(form), JSON.stringify({ pairs })));
  };

  const restore = (form, pairs) => {
    const rest = new Map();
    for (const [name, value] of pairs) rest.set(name, [...(rest.get(name) || []), value]);
    let changed = false;
    for (const field of form.querySelectorAll(fields)) {
      const values = rest.get(field.name);
      if (!values) continue;
      if (/radio|checkbox/.test(field.type)) {
        const checked = values.includes(field.value);
        changed ||= field.checked !== checked;
        field.checked = checked;
      } else {
        const value = values.shift();
        if (value === undefined) continue;
        changed ||= field.value !== value;
        field.value = value;
        // What cannot be chosen any more leaves the choice as it was.
        if (field.selectedIndex === -1) field.selectedIndex = 0;
        const fold = value && field.type === "text" ? field.closest("details") : null;
        if (fold) fold.open = true;
      }
    }
    return changed;
  };

  // A page that says that something was saved is the end of what was sent to get there; one that
  // came back has everything in it already.
  const isSaved = document.querySelector(".alarms .saved") !== null;
  const isBack = document.body.dataset.back !== undefined;
  store((kept) => {
    for (const name of Object.keys(kept)) {
      if (name.startsWith(START) && JSON.parse(kept.getItem(name)).sent && (isSaved || isBack)) kept.removeItem(name);
    }
  });
  if (!isBack) {
    for (const form of document.querySelectorAll("form[data-form]")) {
      const kept = store((all) => JSON.parse(all.getItem(own(form))));
      if (!kept || !restore(form, kept.pairs)) continue;
      form.dataset.typed = "";
      const told = document.createElement("p");
      told.className = "known";
      told.setAttribute("role", "status");
      told.textContent = "Wat u eerder typte staat er nog; het is nog niet vastgelegd. ";
      const clear = document.createElement("button");
      clear.type = "button";
      clear.className = "utrecht-button";
      clear.textContent = "Maak leeg";
      clear.addEventListener("click", () => {
        store((all) => all.removeItem(own(form)));
        form.reset();
        delete form.dataset.typed;
        told.remove();
      });
      told.append(clear);
      form.prepend(told);
    }
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-form]");
    if (form) save(form);
  });
  // Last of all: by then it is known whether the form really goes.
  window.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.dataset || !form.dataset.form) return;
    store((kept) => {
      const known = kept.getItem(own(form));
      if (known) kept.setItem(own(form), JSON.stringify({ ...JSON.parse(known), sent: true }));
    });
  });
  document.addEventListener("draaiboek:leeg", (event) => store((kept) => kept.removeItem(own(event.detail))));
  document.addEventListener("draaiboek:bewaar", (event) => {
    const { path, name, pairs } = event.detail;
    store((kept) => kept.setItem(key(path, name), JSON.stringify({ pairs, sent: true })));
  });
})();
