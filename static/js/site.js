// Small things that improve what already works: "/" goes to the search field, settings apply at once, menus close by Escape.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const field = document.querySelector("[data-slash-first]") || document.querySelector("[data-slash]");
    if (field && field.offsetParent !== null) { event.preventDefault(); field.focus(); field.select(); }
  }
  if (event.key === "Escape") {
    const open = event.target.closest("details.pop[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  }
});
for (const form of document.querySelectorAll("form[data-autosubmit]")) {
  const button = form.querySelector("button");
  if (button) button.hidden = true;
  form.addEventListener("change", () => form.requestSubmit());
}
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.pop[open]")) if (!open.contains(event.target)) open.open = false;
});
// On phones the main action of the page sticks to the bottom; without JavaScript it stays under the heading.
const acts = document.querySelector(".page-head > .acts");
if (acts && acts.querySelector(".btn:not(.btn-2)")) {
  const head = acts.parentElement;
  const bar = document.createElement("div");
  bar.className = "act-bar";
  const narrow = window.matchMedia("(max-width: 45rem)");
  const place = () => {
    if (narrow.matches) { document.getElementById("main").append(bar); bar.append(acts); } else { head.append(acts); bar.remove(); }
  };
  narrow.addEventListener("change", place);
  place();
}
