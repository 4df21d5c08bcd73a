// Practices chosen for comparing or printing are kept for this tab, from page to page. Without JavaScript the ticks of one page are sent.
(() => {
  const KEY = "chosen-practices";
  const LEAST = 2, MOST = 4;
  let chosen = [];
  try { chosen = JSON.parse(sessionStorage.getItem(KEY)) || []; } catch { chosen = []; }
  if (!Array.isArray(chosen)) chosen = [];
  const keep = () => { try { sessionStorage.setItem(KEY, JSON.stringify(chosen)); } catch { /* a tab that stores nothing keeps the choice of this page */ } };
  const form = () => document.getElementById("selection");
  const boxes = () => document.querySelectorAll('input[name="n"][form="selection"]');

  const chip = ({ n, title }) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chip chip-on";
    button.dataset.drop = n;
    const name = document.createElement("span");
    name.className = "clip";
    name.textContent = title;
    const cross = document.createElement("span");
    cross.setAttribute("aria-hidden", "true");
    cross.dataset.cross = "";
    cross.textContent = "×";
    const said = document.createElement("span");
    said.className = "vh";
    said.textContent = ` ${form().dataset.remove}`;
    button.append(name, cross, said);
    item.append(button);
    return item;
  };

  const draw = () => {
    const tray = form();
    if (!tray) return;
    const here = new Set();
    for (const box of boxes()) { box.checked = chosen.some((one) => one.n === box.value); here.add(box.value); }
    for (const old of tray.querySelectorAll('input[type="hidden"][name="n"]')) old.remove();
    for (const one of chosen) if (!here.has(one.n)) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: "n", value: one.n });
      tray.append(field);
    }
    const fits = chosen.length >= LEAST && chosen.length <= MOST;
    tray.hidden = !chosen.length;
    tray.querySelector("[data-compare]").disabled = !fits;
    tray.querySelector("[data-said]").textContent = (fits ? tray.dataset.chosen : tray.dataset.tooMany).replace("{n}", chosen.length);
    tray.querySelector("[data-chips]").replaceChildren(...chosen.map(chip));
  };

  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!(box.name === "n" && box.form?.id === "selection")) return;
    chosen = chosen.filter((one) => one.n !== box.value);
    if (box.checked) chosen.push({ n: box.value, title: box.dataset.title });
    keep();
    draw();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-drop]");
    if (!button) return;
    chosen = chosen.filter((one) => one.n !== button.dataset.drop);
    keep();
    draw();
    const next = form().querySelector("[data-drop]") || boxes()[0];
    next?.focus({ preventScroll: true });
  });
  document.addEventListener("catalogue:shown", draw);
  addEventListener("pageshow", draw);
  draw();
})();
