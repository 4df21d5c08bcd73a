// A municipality by name, region or OKTMO: the field proposes while one types (ARIA 1.2, list autocomplete, focus stays in the field).
// Marked up as <input data-combobox="address of the JSON">; a hidden <input name="NAME_id"> of the same form takes the id of the line chosen.
(() => {
  const words = document.body.dataset;
  const WAIT = 150;

  function combobox(input, number) {
    const list = document.createElement("ul");
    const said = document.createElement("p");
    const frame = document.createElement("div");
    let hits = [], at = -1, timer = 0, asked = null;
    list.id = `combo-${number}`;
    list.className = "opts";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", words.comboList || "");
    said.className = "vh";
    said.setAttribute("role", "status");
    frame.className = "combo";
    const hadFocus = document.activeElement === input; // moving it would lose it
    input.before(frame);
    frame.append(input, list, said);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) input.setAttribute(name, value);
    if (hadFocus) input.focus({ preventScroll: true });
    const hidden = input.form && input.form.elements[`${input.name}_id`];

    const lines = () => [...list.querySelectorAll("[role=option]")];

    function show(open) {
      list.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
      if (!open) mark(-1);
    }
    function mark(place) {
      at = place;
      lines().forEach((line, nth) => line.setAttribute("aria-selected", String(nth === at)));
      if (at < 0) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", lines()[at].id);
        lines()[at].scrollIntoView({ block: "nearest" });
      }
    }
    function fill(found) {
      hits = found;
      let group = "";
      list.replaceChildren(...hits.flatMap((hit, nth) => {
        const line = document.createElement("li");
        const more = document.createElement("span");
        line.id = `${list.id}-${nth}`;
        line.setAttribute("role", "option");
        line.setAttribute("aria-selected", "false");
        more.className = "muted small";
        more.textContent = [hit.region, hit.oktmo].filter(Boolean).join(", ");
        line.append(`${hit.label} `, more);
        if (hit.group && hit.url) line.setAttribute("aria-label", [hit.group, hit.label, hit.region].filter(Boolean).join(", "));
        line.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps its focus
        line.addEventListener("click", () => choose(nth));
        if (!hit.url || !hit.group || hit.group === group) return [line];
        const head = document.createElement("li");
        head.className = "opts-head muted small";
        head.setAttribute("role", "presentation");
        head.textContent = group = hit.group;
        return [head, line];
      }));
      said.textContent = hits.length ? (words.comboSome || "").replace("{n}", hits.length) : words.comboNone || "";
      show(hits.length > 0);
    }
    function choose(nth) {
      if (hits[nth].url) { location.href = hits[nth].url; return; } // a suggestion leads somewhere, a place fills the field
      input.value = `${hits[nth].label}, ${hits[nth].region}`;
      if (hidden) hidden.value = hits[nth].id;
      show(false);
      input.dispatchEvent(new Event("change", { bubbles: true }));
      if ("comboboxSubmit" in input.dataset) input.form.requestSubmit();
    }
    async function ask() {
      const text = input.value.trim();
      if (asked) asked.abort();
      if (text.length < 2) { fill([]); said.textContent = ""; return; }
      asked = new AbortController();
      const query = new URLSearchParams({ q: text });
      if (input.dataset.comboboxRegion) query.set("region", input.dataset.comboboxRegion);
      try {
        const answer = await fetch(`${input.dataset.combobox}?${query}`, { signal: asked.signal });
        if (answer.ok && document.activeElement === input) fill(await answer.json());
      } catch (error) {
        if (error.name !== "AbortError") show(false); // no connection: the field still works by its form
      }
    }
    input.addEventListener("input", () => {
      if (hidden) hidden.value = "";
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("blur", () => show(false));
    input.addEventListener("keydown", (event) => {
      const open = !list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!open && hits.length) show(true);
        if (hits.length) mark((at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1) + hits.length) % hits.length);
      } else if (event.key === "Enter" && open && at >= 0) {
        event.preventDefault();
        choose(at);
      } else if (event.key === "Escape" && open) {
        event.preventDefault();
        show(false);
      }
    });
  }
  let made = 0;
  const start = () => document.querySelectorAll("input[data-combobox]:not([role])").forEach((input) => combobox(input, made++));
  start();
  new MutationObserver(start).observe(document.body, { childList: true, subtree: true }); // the catalogue draws its field anew
})();
