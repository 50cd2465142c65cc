// Writing: the Markdown buttons, and lists of many choices. The pages work without it.
(() => {
  "use strict";

  // --- [data-markdown="id of the textarea"]: wrap the selection, begin its lines, or make a link of it
  function put(area, start, end, text, from, to) {
    area.setRangeText(text, start, end, "end");
    area.setSelectionRange(start + from, start + to);
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function lines(area, mark) {
    const start = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const text = area.value.slice(start, area.selectionEnd).split("\n").map((line) => mark + line).join("\n");
    put(area, start, area.selectionEnd, text, text.length, text.length);
  }

  function press(area, button) {
    const { selectionStart: start, selectionEnd: end } = area;
    const chosen = area.value.slice(start, end);
    const { wrap, line, link } = button.dataset;
    if (line) lines(area, line);
    else if (wrap) put(area, start, end, wrap + chosen + wrap, wrap.length, wrap.length + chosen.length);
    else {
      const from = chosen.length + 3;
      put(area, start, end, `[${chosen}](${link})`, from, from + link.length);
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-markdown] button");
    const area = button && document.getElementById(button.closest("[data-markdown]").dataset.markdown);
    if (area) press(area, button);
  });

  // --- [data-pick]: the summary says what is ticked; a word narrows the list
  const plain = (text) => text.toLocaleLowerCase("tr").normalize("NFD").replace(/[\u0300-\u036f]/g, "").replaceAll("ı", "i");

  document.addEventListener("change", (event) => {
    const pick = event.target.closest("[data-pick]");
    if (!pick) return;
    const ticked = [...pick.querySelectorAll("label:has(:checked) > span")].map((one) => one.textContent);
    pick.querySelector("[data-picked]").textContent = ticked.join(", ") || pick.dataset.nothing;
  });

  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-narrow]")) return;
    const words = plain(event.target.value).split(/\s+/).filter(Boolean);
    for (const group of event.target.closest("[data-pick]").querySelectorAll("fieldset")) {
      const labels = [...group.querySelectorAll("label")];
      for (const label of labels) label.hidden = !words.every((word) => plain(label.textContent).includes(word));
      group.hidden = labels.every((label) => label.hidden);
    }
  });
})();
