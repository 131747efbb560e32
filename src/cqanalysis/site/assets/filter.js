// The index of figures: show those of a theme and a kind. Without this script all are shown.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form.cq-filter");
  const cards = [...document.querySelectorAll("ul.cq-gallery > li")];
  const told = form.querySelector("[role=status]");
  const show = () => {
    const wanted = new FormData(form);
    for (const card of cards) {
      card.hidden = [...wanted].some(([name, value]) => value && card.dataset[name] !== value);
    }
    told.textContent = told.dataset.count.replace("{}", cards.filter((card) => !card.hidden).length);
  };
  form.hidden = false;
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
});
