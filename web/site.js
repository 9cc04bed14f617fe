// Keys and the brush of `dateline serve`. Everything here can also be done without it: links, forms, Tab.
"use strict";
(() => {
  const rows = () => [...document.querySelectorAll(".row")].filter((row) => row.offsetParent !== null);
  let at = -1;

  const go = (step) => {
    const all = rows();
    if (all.length === 0) return;
    at = Math.min(Math.max(at + step, 0), all.length - 1);
    all[at].tabIndex = -1;
    all[at].focus({ preventScroll: true });
    all[at].scrollIntoView({ block: "nearest" });
  };
  const current = () => rows()[at];

  const tell = (words) => {
    const note = document.createElement("p");
    note.className = "toast";
    note.setAttribute("role", "status");
    note.textContent = words;
    document.body.append(note);
    setTimeout(() => note.remove(), 1600);
  };

  const copy = async (row) => {
    const quote = row.querySelector("q, .words");
    const source = row.querySelector("a.src");
    const words = `“${(quote || row).textContent.trim()}”` + (source ? ` (${source.title}, ${source.href})` : "");
    try {
      await navigator.clipboard.writeText(words);
      tell("Copied with its source");
    } catch {
      tell("The browser does not let this page copy");
    }
  };

  const open = (row) => {
    const link = row && (row.querySelector("a.src") || row.querySelector("a"));
    if (link) link.click();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const field = event.target.closest("input, textarea, select");
    if (field) {
      if (event.key === "Escape") field.blur();
      return;
    }
    if (event.key === "/") document.getElementById("find").focus();
    else if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "e" || (event.key === "Enter" && event.target === current())) open(current());
    else if (event.key === "c" && current()) copy(current());
    else if (event.key === "?") location.href = "/rules";
    else return;
    event.preventDefault();
  });

  // Narrow screens: filters folded until asked for.
  const filters = document.querySelector(".filters details");
  if (filters && matchMedia("(max-width: 62rem)").matches) filters.open = false;

  // The brush: drag over the bars of the timeline to choose from and until.
  const strip = document.querySelector(".strip.bars");
  if (!strip) return;
  const svg = strip.querySelector("svg");
  const first = Date.parse(strip.dataset.first);
  const days = Number(strip.dataset.days);
  const dayAt = (event) => {
    const box = svg.getBoundingClientRect();
    return Math.floor(Math.min(Math.max((event.clientX - box.left) / box.width, 0), 0.9999) * days);
  };
  let from = null;
  let shade = null;
  svg.addEventListener("pointerdown", (event) => {
    from = dayAt(event);
    shade = null;
  });
  svg.addEventListener("pointermove", (event) => {
    if (from === null) return;
    const to = dayAt(event);
    if (to === from && !shade) return;
    if (!shade) {
      shade = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      shade.setAttribute("class", "brush");
      shade.setAttribute("y", "-60");
      shade.setAttribute("height", "60");
      svg.prepend(shade);
      svg.setPointerCapture(event.pointerId);
    }
    const [a, b] = [Math.min(from, to), Math.max(from, to)];
    shade.setAttribute("x", String((a / days) * 1000));
    shade.setAttribute("width", String(((b - a + 1) / days) * 1000));
  });
  svg.addEventListener("pointerup", (event) => {
    const start = from;
    from = null;
    if (start === null || !shade) return;
    const to = dayAt(event);
    const iso = (day) => new Date(first + day * 86400000).toISOString().slice(0, 10);
    const url = new URL(location.href);
    url.searchParams.set("from", iso(Math.min(start, to)));
    url.searchParams.set("to", iso(Math.max(start, to)));
    url.searchParams.set("all", "1");
    url.searchParams.delete("_next");
    location.href = url.href;
  });
  svg.addEventListener("click", (event) => {
    if (shade) event.preventDefault();
  }, true);
})();
