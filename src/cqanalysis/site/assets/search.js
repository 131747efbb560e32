// The search page: looks through the index loaded before it. Nothing is fetched, so a folder will do.
"use strict";
const SHOWN = 30;
const LONGEST = 200;
const EXCERPT = 160;
// A page is found when it has this much of what was asked, by weight.
const ENOUGH = 0.4;
// What a hit is worth by where it stands; in a title, the more of it is hit the more.
const WORTH = { title: 8, also: 7, path: 5, head: 3, lead: 2, text: 1 };
// Of a word that only begins as asked.
const BEGUN = 0.6;

document.addEventListener("DOMContentLoaded", () => {
  const query = (new URLSearchParams(location.search).get("q") ?? "").trim().slice(0, LONGEST);
  const input = document.querySelector("#cq-query");
  input.value = query;
  // The other edition is asked the same.
  for (const link of document.querySelectorAll("a.cq-edition")) link.search = location.search;
  if (!query) {
    input.focus();
    return;
  }
  document.title = `${query} · ${document.title}`;
  const told = document.querySelector(".cq-found");
  const { broken, none, one, many, best } = told.dataset;
  const missing = typeof cqIndex === "undefined";
  const count = missing ? 0 : list(query);
  const words = missing ? broken : ([none, one][count] ?? (count > SHOWN ? best : many));
  const values = { query, count, shown: SHOWN };
  told.append(...spoken(words.replace(/\{(\w+)\}/g, (_, name) => values[name])));
  document.querySelector(".cq-lists").hidden = count > 0;
});

// Lists the pages found, says how many there are.
function list(query) {
  const fold = folder(cqIndex.traditional);
  const { hits, marks } = search(query, fold);
  for (const { path, title, kind, anchor, excerpt } of hits.slice(0, SHOWN)) {
    const link = element("a", ...marked(title, fold, marks));
    link.href = `${path}.html${anchor && `#${encodeURIComponent(anchor)}`}`;
    const said = element("p", ...marked(cut(excerpt, fold(excerpt).search(marks)), fold, marks));
    document.querySelector(".cq-hits").append(element("li", link, " ", element("small", kind), said));
  }
  document.querySelector(".cq-hits").hidden = !hits.length;
  return hits.length;
}

// What stands around a hit, in whole words.
function cut(text, hit) {
  const from = Math.max(0, hit - EXCERPT / 4), to = from + EXCERPT;
  const start = from ? "… " : "", end = to < text.length ? " …" : "";
  return start + text.slice(from, to).replace(start && /^\w+/, "").replace(end && /\w+$/, "").trim() + end;
}

function element(name, ...content) {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}

// Text with its hits marked.
function marked(text, fold, marks) {
  const parts = [];
  let end = 0;
  for (const { 0: found, index } of fold(text).matchAll(marks)) {
    parts.push(...spoken(text.slice(end, index)), element("mark", ...spoken(text.slice(index, index + found.length))));
    end = index + found.length;
  }
  return [...parts, ...spoken(text.slice(end))];
}

// Text with Chinese marked as such where the page is not Chinese.
function spoken(text) {
  if (document.documentElement.lang.startsWith("zh")) return [text];
  return text.split(/(\p{Script=Han}+)/u).map((part, nth) => {
    if (nth % 2 === 0) return part;
    const name = element("span", part);
    name.lang = "zh-CN";
    return name;
  });
}

// Pages for a query, the best first, each with the passage that says most of what was asked.
function search(query, fold) {
  const terms = parsed(fold(query.normalize("NFKC")));
  const sought = (text, place, anchor = "") => {
    const folded = fold(`${text} ${anchor}`);
    return { text, place, anchor, worth: terms.map((term) => hit(term, folded, place, text.length)) };
  };
  const pages = cqIndex.pages.map(([path, title, kind, links, also, sections]) => {
    const names = [sought(title, "title"), sought(path.replace(/[/-]/g, " "), "path"), ...also.map((text) => sought(text, "also"))];
    const passages = sections.flatMap(([anchor, head, ...texts], nth) => [
      ...(head ? [sought(head, "head", anchor)] : []),
      ...texts.map((text, place) => sought(text, nth + place ? "text" : "lead", anchor)),
    ]);
    return { path, title, kind: cqIndex.kinds[kind], links, passages, names: best(terms, names), best: best(terms, [...names, ...passages]) };
  });
  // What few pages have tells more than what all have; what none has tells nothing.
  const told = terms.map((_, nth) => {
    const count = pages.filter((page) => page.best[nth]).length;
    return count && Math.log(1 + pages.length / count);
  });
  // The pairs of a run tell the same: a rare one lies across two words.
  const weights = terms.map(({ share, group }, nth) => {
    const pairs = told.filter((value, other) => value && terms[other].group === group);
    return told[nth] && (share * pairs.reduce((sum, value) => sum + value, 0)) / pairs.length;
  });
  const weighed = (worth) => worth.reduce((sum, value, nth) => sum + weights[nth] * value, 0);
  const there = (worth) => weighed(worth.map((value) => Number(value > 0)));
  const words = (worth) => there(worth.map((value, nth) => terms[nth].word && value));
  const asked = words(terms.map(() => 1));
  for (const page of pages) {
    const said = page.passages.map(({ worth }) => there(worth));
    const most = page.passages[said.indexOf(Math.max(...said))] ?? { text: page.title, anchor: "", worth: page.names };
    page.covered = asked && words(page.best) / asked;
    page.excerpt = most.text;
    // Who asks for a page by its name is led to its beginning, others to the passage.
    page.anchor = there(page.names) >= there(most.worth) ? "" : most.anchor;
    // Words that stand together mean more.
    page.score = weighed(page.best) * page.covered * Math.max(words(page.names), words(most.worth));
    // A page that more pages lead to is more often meant.
    page.score *= 1 + Math.log2(1 + page.links) / 20;
  }
  const hits = pages.filter(({ covered }) => covered >= ENOUGH).sort((a, b) => b.score - a.score);
  return { hits, marks: new RegExp(terms.map(({ source }) => source).join("|"), "gu") };
}

// The most that any of the fields is worth, term by term.
function best(terms, fields) {
  return terms.map((_, nth) => Math.max(...fields.map(({ worth }) => worth[nth])));
}

// Text as it is compared, sign for sign: lower case, simplified characters, words for the parts of a key.
function folder(pairs) {
  const simplified = new Map(pairs.match(/../gu).map((pair) => [...pair]));
  const traditional = new RegExp(`[${[...simplified.keys()].join("")}]`, "gu");
  return (text) => text.toLowerCase().replace(/_/g, " ").replace(traditional, (sign) => simplified.get(sign));
}

// What is looked for: words, Chinese in pairs of characters since it has no spaces, and what stands together.
function parsed(query) {
  const runs = [...new Set(query.match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+(?:\.[a-z0-9]+)*/gu))];
  const terms = runs.flatMap((run) => {
    const signs = [...run];
    if (latin(run) || signs.length < 3) return [term([run])];
    const pairs = signs.slice(1).map((sign, nth) => signs[nth] + sign);
    return [term([run], { share: 0.5, word: false }), ...pairs.map((pair) => term([pair], { share: 1 / pairs.length, group: run }))];
  });
  return runs.length > 1 ? [...terms, term(runs, { share: 0.5, word: false })] : terms;
}

// Words one behind the other. A page must have the single words; the rest is worth more when it has them.
function term(runs, { share = 1, word = true, group = Symbol() } = {}) {
  const edge = (run) => (latin(run) ? "\\b" : "");
  const begun = edge(runs[0]) + runs.map(spelt).join("[^\\p{L}\\p{N}]*");
  const whole = begun + edge(runs.at(-1));
  const size = runs.join("").length;
  return { share, word, group, size, source: begun, begun: new RegExp(begun, "u"), whole: new RegExp(whole, "u") };
}

function latin(run) {
  return !/\p{Script=Han}/u.test(run);
}

// An English word in one or many, in British or American spelling.
function spelt(run) {
  if (!/^[a-z]{4,}$/.test(run)) return run.replaceAll(".", "\\.");
  const one = run.replace(/(?:ies|y)$/, "(?:ies|y)").replace(/([^s])s$/, "$1");
  return `${one.replace(/i[sz](?=e|ing|ation)/, "i[sz]")}s?`;
}

// What a place is worth for a term.
function hit({ begun, whole, size }, folded, place, length) {
  if (!begun.test(folded)) return 0;
  const filled = place === "title" || place === "also" ? (1 + Math.min(1, size / length)) / 2 : 1;
  return WORTH[place] * filled * (whole.test(folded) ? 1 : BEGUN);
}
