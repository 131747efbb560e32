// Explorers: controls that choose one of the states computed beforehand, and links to a state
// (#id:key=value,key=value). Without this script the first state is shown.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const explorers = [...document.querySelectorAll("figure.cq-explorer")].map(explorer);
  const restore = () => {
    const [id, setting] = location.hash.slice(1).split(":");
    for (const one of explorers) {
      if (setting && one.id === id) one.restore(new URLSearchParams(setting.replaceAll(",", "&")));
    }
  };
  window.addEventListener("hashchange", restore);
  restore();
});

function explorer(figure) {
  const table = JSON.parse(figure.querySelector("script").textContent);
  const group = figure.querySelector(".cq-controls");
  const inputs = table.controls.map((control) => group.querySelector(`[name="${control.key}"]`));
  const parts = table.parts.map((part) => {
    const [name, attribute] = part.split("@");
    return [figure.querySelector(`[data-part="${name}"]`), attribute];
  });
  const show = () => {
    let state = 0;
    table.controls.forEach(({ values, shown }, n) => {
      const place = Number(inputs[n].value);
      state = state * values.length + place;
      if (inputs[n].type === "range") {
        inputs[n].setAttribute("aria-valuetext", shown[place]);
        inputs[n].parentElement.querySelector(".cq-value").textContent = shown[place];
      }
    });
    table.states[state].forEach((value, n) => {
      const [element, attribute] = parts[n];
      if (attribute) element.setAttribute(attribute, value);
      else element.textContent = value;
    });
  };
  const set = (places) => {
    places.forEach((place, n) => { inputs[n].value = place; });
    show();
  };
  let written = "";
  const link = () => {
    const pairs = table.controls.map(({ key, values }, n) => `${key}=${values[inputs[n].value]}`);
    written = `#${figure.id}:${pairs.join(",")}`;
    location.replace(written);
  };
  const first = table.controls.map((control) => control.first);
  group.addEventListener("input", show);
  // Behind the last move only: browsers limit how often an address may change.
  group.addEventListener("change", link);
  group.querySelector("button").addEventListener("click", () => { set(first); link(); });
  // A browser may keep what was set before a page was loaded anew.
  set(first);
  group.hidden = false;
  return {
    id: figure.id,
    restore: (asked) => {
      // What a reader moved is there already, and is being looked at.
      if (location.hash === written) return;
      const places = table.controls.map(({ key, values }) => values.indexOf(asked.get(key)));
      set(places.map((place, n) => (place < 0 ? first[n] : place)));
      figure.scrollIntoView();
    },
  };
}
