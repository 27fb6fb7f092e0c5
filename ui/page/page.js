// What the page does in the browser by itself: show a source, copy an answer, edit an outline.
// It runs before gradio's own code.
Object.defineProperty(navigator, "language", { get: () => "zh-CN" });
Object.defineProperty(navigator, "languages", { get: () => ["zh-CN", "zh"] });

window.zhaoshang = (() => {
  // --- sources ---------------------------------------------------------------------------
  function showSource(panel, turn, number) {
    const sections = panel.querySelectorAll("section.sources");
    sections.forEach((section) => (section.hidden = section.dataset.turn !== turn));
    panel.querySelectorAll(".source.focus").forEach((card) => card.classList.remove("focus"));
    const card = panel.querySelector(
      `section.sources[data-turn="${turn}"] .source[data-number="${number}"]`
    );
    if (!card) return;
    card.classList.add("focus");
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    card.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
  }

  // Marks [1] inside `element` open their source in the panel of that id.
  function citing(element, panelId) {
    element.addEventListener("click", (event) => {
      const mark = event.target.closest(".cite");
      const panel = document.getElementById(panelId);
      if (mark && panel) showSource(panel, mark.dataset.turn, mark.dataset.number);
    });
  }

  // Buttons that name a document ask the server to show it.
  function opening(element, open) {
    element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-document]");
      if (!button || button.tagName === "ARTICLE") return;
      open({ document: button.dataset.document, passage: button.dataset.passage || "" });
    });
  }

  // --- conversation ----------------------------------------------------------------------
  async function copy(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea"); // a plain-http address has no clipboard
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }

  function conversation(element, example, open) {
    const scroller = document.getElementById("conversation");
    let follow = true;
    let turns = 0;
    scroller.addEventListener("scroll", () => {
      follow = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 80;
    });
    new MutationObserver(() => {
      const now = element.querySelectorAll(".turn").length;
      if (now !== turns) follow = true;
      turns = now;
      if (follow) scroller.scrollTop = scroller.scrollHeight;
    }).observe(element, { childList: true, subtree: true, characterData: true });
    citing(element, "sources");
    opening(element, open);
    element.addEventListener("click", async (event) => {
      const chosen = event.target.closest("[data-example]");
      if (chosen) example({ text: chosen.dataset.example });
      const button = event.target.closest(".copy");
      if (!button) return;
      await copy(button.closest(".turn").querySelector(".body").innerText.trim());
      const name = button.textContent;
      button.textContent = button.dataset.copied;
      setTimeout(() => (button.textContent = name), 1500);
    });
  }

  // A name for this tab of the browser that a reload does not change.
  function pageKey() {
    let key = sessionStorage.getItem("zhaoshang");
    if (!key) {
      const parts = crypto.getRandomValues(new Uint32Array(4));
      key = [...parts].map((part) => part.toString(16).padStart(8, "0")).join("");
      sessionStorage.setItem("zhaoshang", key);
    }
    return key;
  }

  // Gradio's own messages are English; they get our words before anybody reads them.
  function speakChinese(titles, texts, other) {
    const put = (place, words) => {
      if (place && words && place.textContent !== words) place.textContent = words;
    };
    const translate = () => {
      for (const toast of document.querySelectorAll('[data-testid="toast-body"]')) {
        const title = toast.querySelector(".toast-title");
        put(title, title && titles[title.textContent.trim()]);
        for (const place of toast.querySelectorAll('[data-testid="toast-text"]')) {
          const said = place.textContent.trim();
          const known = Object.keys(texts).find((start) => said.startsWith(start));
          if (known || !/[\u4e00-\u9fff]/.test(said)) put(place, texts[known] || other);
        }
      }
    };
    new MutationObserver(translate).observe(document, { childList: true, subtree: true });
  }

  // --- findings --------------------------------------------------------------------------
  function fixing(element, fix) {
    element.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-old]");
      if (button) fix({ old: button.dataset.old, new: button.dataset.new });
    });
  }

  // --- outline ---------------------------------------------------------------------------
  function outline(element) {
    const rows = () => [...element.querySelectorAll("tbody tr")];
    const total = () => {
      const place = element.querySelector(".total");
      if (!place) return;
      const sum = rows().reduce((all, row) => all + (Number(field(row, "chars").value) || 0), 0);
      place.textContent = element.querySelector(".outline").dataset.total.replace("{chars}", sum);
    };
    element.addEventListener("input", (event) => {
      // The attribute follows, so that a new outline from the server replaces what was typed.
      event.target.setAttribute("value", event.target.value);
      total();
    });
    element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (!button) return;
      const row = button.closest("tr");
      const act = button.dataset.do;
      if (act === "up" && row.previousElementSibling) row.previousElementSibling.before(row);
      if (act === "down" && row.nextElementSibling) row.nextElementSibling.after(row);
      if (act === "remove") row.remove();
      if (act === "add") {
        const made = element.querySelector("template").content.cloneNode(true);
        element.querySelector("tbody").append(made);
        field(rows().at(-1), "heading").select();
      }
      total();
    });
    new MutationObserver(total).observe(element, { childList: true });
    total();
  }

  const field = (row, name) => row.querySelector(`input[name="${name}"]`);

  // The last value of an event's inputs becomes the outline as it stands in the page.
  function withOutline(values) {
    const rows = [...document.querySelectorAll("#outline tbody tr")].map((row) => ({
      index: Number(row.dataset.index),
      heading: field(row, "heading").value,
      chars: Number(field(row, "chars").value) || 0,
    }));
    return [...values.slice(0, -1), JSON.stringify(rows)];
  }

  // --- pages -----------------------------------------------------------------------------
  // A button 预览版面 shows the pages below its draft and, pressed again, takes them away.
  async function showPages(button) {
    const { pages, close, wait, failed } = button.dataset;
    const open = button.getAttribute("aria-expanded") === "true";
    const host = button.closest(".reply") || button.closest(".made").parentElement;
    host.querySelector(":scope > .pages")?.remove();
    button.setAttribute("aria-expanded", String(!open));
    button.dataset.close = button.textContent;
    button.textContent = close;
    if (open) return;
    const section = document.createElement("section");
    section.className = "pages";
    section.tabIndex = -1;
    section.setAttribute("role", "status");
    section.textContent = wait;
    host.append(section);
    section.focus();
    try {
      const reply = await fetch(pages);
      if (!reply.ok) throw new Error(reply.status);
      section.innerHTML = await reply.text();
    } catch {
      section.textContent = failed;
    }
    // After the conversation has followed its end.
    requestAnimationFrame(() => section.scrollIntoView({ block: "start" }));
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-pages]");
    if (button) showPages(button);
  });

  // --- library ---------------------------------------------------------------------------
  // Brings the passage that was asked for into view.
  function reading(element) {
    new MutationObserver(() => {
      const mark = element.querySelector(".text mark");
      const text = element.querySelector(".text");
      if (text) text.scrollTop = mark ? mark.offsetTop - text.offsetTop - 60 : 0;
    }).observe(element, { childList: true, subtree: true });
  }

  // Older files of the same name stay, or give way to the one just imported.
  function settling(element, settle) {
    element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-replace], [data-keep]");
      if (!button) return;
      const { replace, others } = button.dataset;
      if (replace) settle({ document: replace, others });
      button.closest(".question").remove();
    });
  }

  function recent(element, reopen) {
    element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-draft]");
      if (button) reopen({ draft: button.dataset.draft });
    });
  }

  return { conversation, pageKey, speakChinese, citing, opening, outline, withOutline, fixing, reading, settling, recent };
})();
