// Citations: a button that copies the text it names. Without this script the text is selected by hand.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("button.cq-copy")) {
    const text = document.getElementById(button.dataset.copy);
    const told = button.nextElementSibling;
    button.hidden = false;
    button.addEventListener("click", async () => {
      told.textContent = (await copied(text)) ? button.dataset.done : button.dataset.failed;
    });
  }
});

async function copied(element) {
  try {
    await navigator.clipboard.writeText(element.textContent);
    return true;
  } catch {
    // A page opened from a folder may not be let at the clipboard: copy what is selected.
    const selection = window.getSelection();
    selection.selectAllChildren(element);
    const done = document.execCommand("copy");
    if (done) selection.removeAllRanges();
    return done;
  }
}
