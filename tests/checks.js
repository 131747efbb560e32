// What is asked of every page, as functions of a document: each returns what is wrong.
// They run in the page's own browser, on the page as served and as its scripts have made it.
"use strict";
(() => {
  const CHINESE = /[\u3400-\u9fff]/;
  // A run of words, not a name or a code.
  const ENGLISH = /(?:[A-Za-z][A-Za-z'’-]*[ ,;:]+){3,}[A-Za-z]{2,}/;
  const CODE = "code, pre, kbd, samp, math, [translate=no]";
  const NO_TEXT = "script, style, template";
  const NAMES = ["alt", "aria-label", "title", "placeholder"];

  const languageOf = (element) => element.closest("[lang]")?.lang ?? "";
  const short = (text) => text.trim().replace(/\s+/g, " ").slice(0, 60);
  const where = (element) => {
    const id = element.closest("[id]")?.id;
    return `<${element.localName}>${id ? ` in #${id}` : ""}`;
  };

  // Every text with the element it stands in: text nodes, and the names that attributes give.
  function* texts(root) {
    const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      // Where scripts run, what stands for those without is one text, markup and all.
      if (element.localName !== "noscript" && !element.closest(NO_TEXT)) yield [walker.currentNode.data, element];
    }
    for (const element of root.querySelectorAll(NAMES.map((name) => `[${name}]`).join())) {
      for (const name of NAMES) yield [element.getAttribute(name) ?? "", element];
    }
  }

  function languages(page) {
    const wrong = [];
    for (const [text, element] of texts(page.documentElement)) {
      const chinese = languageOf(element).startsWith("zh");
      if (CHINESE.test(text) && !chinese) wrong.push(`Chinese not marked: ${short(text)} ${where(element)}`);
      if (chinese && ENGLISH.test(text) && !element.closest(CODE)) {
        wrong.push(`English not marked: ${short(text)} ${where(element)}`);
      }
    }
    return wrong;
  }

  // Texts with Latin words in a Chinese article; code has its own language.
  function latin(page) {
    if (!page.documentElement.lang.startsWith("zh")) return [];
    const found = [...page.querySelectorAll("article")].flatMap((article) => [...texts(article)]);
    return found
      .filter(([text, element]) => /[A-Za-z]{2}/.test(text) && !element.closest(CODE))
      .map(([text]) => text.trim());
  }

  // Chinese in what an English page says for itself.
  function foreignControls(page) {
    if (page.documentElement.lang.startsWith("zh")) return [];
    const own = "button, label, summary, legend, caption, th[scope=col], option";
    const said = [...page.querySelectorAll(`article :is(${own})`)].map((e) => e.textContent);
    for (const name of NAMES) {
      said.push(...[...page.querySelectorAll(`article [${name}]`)].map((e) => e.getAttribute(name)));
    }
    return said.filter((text) => CHINESE.test(text)).map((text) => `Chinese interface: ${short(text)}`);
  }

  function headings(page) {
    const found = [...page.querySelectorAll("h1, h2, h3, h4, h5, h6, [role=heading]")];
    const levels = found.map((h) => Number(h.getAttribute("aria-level") ?? h.localName.slice(1)));
    const wrong = levels.filter((level) => level === 1).length === 1 ? [] : ["not one h1"];
    found.forEach((heading, at) => {
      if (levels[at] > (levels[at - 1] ?? levels[at]) + 1) {
        wrong.push(`a level is left out before: ${short(heading.textContent)}`);
      }
    });
    return wrong;
  }

  function tables(page) {
    const wrong = [];
    for (const table of page.querySelectorAll("table")) {
      if (!table.caption?.textContent.trim()) wrong.push(`no caption: ${where(table)}`);
      for (const head of table.querySelectorAll("th")) {
        if (!["col", "row", "colgroup", "rowgroup"].includes(head.scope)) wrong.push(`no scope: ${where(head)}`);
        if (!head.textContent.trim()) wrong.push(`empty head: ${where(head)}`);
      }
      const box = table.closest("[tabindex='0'][role=region]");
      if (!box?.getAttribute("aria-label")) wrong.push(`no box to scroll in: ${where(table)}`);
    }
    return wrong;
  }

  function figures(page) {
    const wrong = [];
    const chinese = page.documentElement.lang.startsWith("zh");
    for (const image of page.querySelectorAll("article img, article svg[role=img]")) {
      const named = image.alt ?? image.getAttribute("aria-label") ?? "";
      // A picture beside the words of its link needs none.
      if (!named.trim() && image.closest("a")?.textContent.trim()) continue;
      if (!named.trim()) wrong.push(`no words for the picture: ${where(image)}`);
      else if (CHINESE.test(named) !== chinese) wrong.push(`words in another language: ${short(named)}`);
    }
    for (const svg of page.querySelectorAll("article svg:not([role=img], [aria-hidden=true])")) {
      // A box that is the picture speaks for all that stands in it.
      if (!svg.closest("[role=img]")) wrong.push(`a picture without a role: ${where(svg)}`);
    }
    for (const image of page.querySelectorAll("article img")) {
      if (!image.getAttribute("width") || !image.getAttribute("height")) wrong.push(`no size: ${image.src}`);
      // The picture that a page is about is wanted at once; the others wait.
      const wanted = image.closest(".cq-large") ? null : "lazy";
      if (image.getAttribute("loading") !== wanted) wrong.push(`loads at the wrong time: ${image.src}`);
    }
    for (const figure of page.querySelectorAll("article figure, article .cq-drawn")) {
      const about = figure.matches(".cq-exhibit:not(.cq-large)") ? figure : page;
      if (!about.querySelector("a[href$='.csv'][download]")) wrong.push(`no link to its data: ${where(figure)}`);
    }
    return wrong;
  }

  // Sideways: the page itself does not scroll, and what does can be reached by keyboard.
  function overflow() {
    const wrong = [];
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width) wrong.push(`wider than ${width} px`);
    for (const table of document.querySelectorAll("article table")) {
      const box = table.closest("[tabindex='0']");
      if (!box || getComputedStyle(box).overflowX !== "auto") wrong.push(`${where(table)} does not scroll by itself`);
    }
    return wrong;
  }

  // What a script acts upon: a page without it loads the script in vain, and one with it needs
  // the script.
  const ACTS_ON = {
    "copy.js": "button.cq-copy",
    "dataTables.min.js": "table.cq-table",
    "explorer.js": "figure.cq-explorer",
    "filter.js": ".cq-gallery",
    "frame.js": ".cq-theme",
    "furo.js": ".back-to-top",
    "jquery.slim.min.js": "table.cq-table",
    "search.js": "#cq-query",
    "searchindex.js": "#cq-query",
    "tables.js": "table.cq-table",
  };

  function scripts(page) {
    const loaded = [...page.scripts].flatMap((script) => script.getAttribute("src") ?? []);
    const names = loaded.map((source) => source.replace(/\?.*/, "").replace(/.*\//, ""));
    const wanted = Object.keys(ACTS_ON).filter((name) => page.querySelector(ACTS_ON[name]));
    return [
      ...names.filter((name) => !wanted.includes(name)).map((name) => `loaded in vain: ${name}`),
      ...wanted.filter((name) => !names.includes(name)).map((name) => `not loaded: ${name}`),
    ];
  }

  const QUICK = { resultTypes: ["violations"], preload: false };

  // Rows of a table, and words of a listing, with the same elements, classes and languages as
  // one above on the same ground: no style sheet of this site can tell them apart, and no page
  // has a style of its own.
  function alike() {
    const seen = new Set();
    const grounds = [...document.querySelectorAll("table, pre")];
    return [...document.querySelectorAll("tbody tr, pre span")].filter((part) => {
      const inside = [part, ...part.querySelectorAll("*")];
      const look = inside.map((element) => `${element.localName} ${element.className} ${element.lang}`);
      const ground = grounds.indexOf(part.closest("table, pre"));
      const key = [ground, part.parentElement.className, (part.rowIndex ?? 0) % 2, ...look].join();
      return seen.has(key) || !seen.add(key);
    });
  }

  // As in the open: what a reader can unfold is looked at too.
  function unfold() {
    for (const details of document.querySelectorAll("details")) details.open = true;
  }

  const markup = (page) => [languages, foreignControls, headings, tables, figures, scripts].flatMap((check) => check(page));
  const both = (check) => (source) => {
    const served = new DOMParser().parseFromString(source, "text/html");
    return [...new Set([...check(served), ...check(document)])];
  };

  window.checks = {
    markup: both(markup),
    latin: both(latin),
    overflow,
    unfold,
    axe: async () => {
      // Contrast is most of the work: of rows that look alike it is measured in the first.
      const again = alike();
      for (const row of again) row.dataset.alike = "";
      const found = [
        await axe.run({ ...QUICK, rules: { "color-contrast": { enabled: false } } }),
        await axe.run({ exclude: ["[data-alike]"] }, { ...QUICK, runOnly: ["color-contrast"] }),
      ];
      for (const row of again) delete row.dataset.alike;
      return found.flatMap(({ violations }) => violations)
        .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${short(node.html)}`));
    },
  };

  // Nearly all of axe's time goes into reading the same few colours again and again.
  const { prototype } = axe.commons.color.Color;
  const read = prototype.parseString;
  const known = new Map();
  prototype.parseString = function (text) {
    if (!known.has(text)) {
      read.call(this, text);
      known.set(text, { r: this.r, g: this.g, b: this.b, alpha: this.alpha });
    }
    return Object.assign(this, known.get(text));
  };
})();
