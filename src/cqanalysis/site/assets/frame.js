// The frame of every page: light or dark, the other edition, the lists that open on a narrow screen.
"use strict";
(() => {
  // A page opened from a folder may have no storage: then nothing is remembered.
  const recall = (store, key) => {
    try { return window[store].getItem(key); } catch { return null; }
  };
  const keep = (store, key, value) => {
    try { window[store].setItem(key, value); } catch { /* as above */ }
  };
  document.documentElement.classList.remove("no-js");

  // The front door alone, and only as the first page of a visit, leads to the edition chosen last:
  // whoever follows a link to a page, or goes back to the cover, gets what the address says.
  const door = document.currentScript.dataset.door;
  const first = recall("sessionStorage", "cq-visit") === null;
  keep("sessionStorage", "cq-visit", "1");
  if (door && first && recall("localStorage", "cq-language") === "zh-CN") location.replace(door);

  const MODES = ["auto", "light", "dark"];
  // Set before anything is painted.
  document.body.dataset.theme = MODES.find((mode) => mode === recall("localStorage", "theme")) ?? "auto";

  document.addEventListener("DOMContentLoaded", () => {
    themes(document.querySelector(".cq-theme"));
    editions(document.querySelector(".cq-edition"));
    drawers(document.querySelector(".cq-drawer"));
  });

  function themes(button) {
    const tell = () => { button.lastElementChild.textContent = button.dataset[document.body.dataset.theme]; };
    button.addEventListener("click", () => {
      const next = MODES[(MODES.indexOf(document.body.dataset.theme) + 1) % MODES.length];
      document.body.dataset.theme = next;
      keep("localStorage", "theme", next);
      tell();
    });
    tell();
  }

  // The same place in the other edition: what the address names, else the section in view.
  function editions(link) {
    const inView = () => [...document.querySelectorAll("article section[id], article figure[id]")]
      .filter((place) => place.getBoundingClientRect().top < window.innerHeight / 3).pop();
    const aim = () => {
      link.hash = location.hash || (window.scrollY > 0 && inView()?.id) || "";
      keep("localStorage", "cq-language", link.hreflang);
    };
    link.addEventListener("click", aim);
    link.addEventListener("auxclick", aim);
  }

  // A modal dialog borrows the list: the browser keeps the focus in it, and Escape closes it.
  function drawers(drawer) {
    for (const button of document.querySelectorAll(".cq-opener")) {
      const list = document.getElementById(button.dataset.opens);
      const home = list.parentElement;
      button.addEventListener("click", () => {
        drawer.setAttribute("aria-label", button.textContent);
        drawer.append(list);
        drawer.addEventListener("close", () => home.append(list), { once: true });
        drawer.showModal();
      });
    }
    drawer.addEventListener("click", (event) => {
      if (event.target === drawer || event.target.closest("a, button")) drawer.close();
    });
  }
})();
