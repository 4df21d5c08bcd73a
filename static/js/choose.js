// Ticks of a list: one tick for all of the page, and how many are chosen. Without JavaScript each row is ticked by hand.
(() => {
  const all = document.querySelector("[data-choose-all]");
  const boxes = [...document.querySelectorAll('input[type="checkbox"][name="who"]')];
  const said = document.querySelector("[data-chosen-count]");
  if (!all || !boxes.length) return;
  all.hidden = false;
  function count() {
    const chosen = boxes.filter((box) => box.checked).length;
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
    if (said) { said.hidden = !chosen; said.textContent = String(chosen); }
    for (const box of boxes) box.closest("tr").classList.toggle("sel", box.checked);
  }
  all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; count(); });
  for (const box of boxes) box.addEventListener("change", count);
  count();
})();
