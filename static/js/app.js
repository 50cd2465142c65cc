// Small helps; every page works without them. No state, no dependencies: listeners on the document only.
(() => {
  "use strict";

  // --- menus: a <details data-menu> closes on Escape, on a click elsewhere and when focus leaves it
  const openMenus = () => document.querySelectorAll("details[data-menu][open]");

  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("focusin", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // --- lists: the box in the head ticks the page; the bulk bar says how many
  const rows = (form) => [...form.querySelectorAll("tbody input[type=checkbox]")];

  function countTicked(form) {
    const boxes = rows(form);
    const ticked = boxes.filter((box) => box.checked).length;
    const all = form.querySelector("[data-tick-all]");
    if (all) {
      all.checked = ticked > 0 && ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    }
    const text = form.querySelector("[data-ticked]");
    if (text) text.textContent = text.dataset.ticked.replace("%s", String(ticked));
  }

  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (!form || !form.querySelector(".bulk")) return;
    if (event.target.matches("[data-tick-all]")) {
      for (const box of rows(form)) box.checked = event.target.checked;
    }
    countTicked(form);
  });

  const countAll = () => {
    for (const bar of document.querySelectorAll("form .bulk")) countTicked(bar.closest("form"));
  };

  // --- dialogs: a link or button with data-dialog="id" opens <dialog id>; without JavaScript it goes where it leads
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog) {
      event.preventDefault();
      dialog.showModal();
    }
    const closer = event.target.closest("[data-close]");
    if (closer && closer.closest("dialog")) {
      event.preventDefault();
      closer.closest("dialog").close();
    }
  });

  // --- data-confirm="…?": one question before a form is sent
  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
    if (question && !window.confirm(question)) event.preventDefault();
  });

  // --- data-copy="id": copies the text of an element (or of its value) and says so in data-copied
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    const source = button && document.getElementById(button.dataset.copy);
    if (!source) return;
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    const label = button.querySelector("span") ?? button;
    const before = label.textContent;
    label.textContent = button.dataset.copied ?? before;
    setTimeout(() => { label.textContent = before; }, 2000);
  });

  // --- data-print and data-auto-submit (filters that need no button)
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-auto-submit]");
    if (form) form.requestSubmit();
  });

  // --- data-wait="42": a button one may press again only after so many seconds
  function countDown(button) {
    const label = button.querySelector("span") ?? button;
    const text = label.textContent;
    let left = Number(button.dataset.wait);
    button.disabled = true;
    const tick = () => {
      label.textContent = left > 0 ? button.dataset.waiting.replace("%s", String(left)) : text;
      button.disabled = left > 0;
      if (left-- > 0) setTimeout(tick, 1000);
    };
    tick();
  }

  // --- what only a script can do is hidden until there is one
  function start(root) {
    for (const part of root.querySelectorAll("[data-needs-js]")) part.hidden = false;
    for (const button of root.querySelectorAll("button[data-wait]")) countDown(button);
    root.querySelector("[data-focus]")?.focus();
    countAll();
  }

  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target !== document.body) start(event.target);
  });
})();

// Passkeys: allauth says what went wrong by an event; the page says it in words.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const box of document.querySelectorAll("[data-passkey-problem]")) box.hidden = false;
});
