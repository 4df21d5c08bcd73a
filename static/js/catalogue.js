// The catalogue without reloading: a chosen filter, the order, a chip or a page fetches the new screen, «more» appends the next page; without JavaScript all of it are plain links and one form.
(() => {
  const box = () => document.getElementById("catalogue");
  const sheetIsShut = () => { const summary = document.querySelector(".fsheet > summary"); return summary && getComputedStyle(summary).display !== "none"; };

  const address = (form) => {
    const data = new URLSearchParams(new FormData(form));
    for (const [name, value] of [...data]) if (!value.trim() || (name === "sort" && value === "relevance")) data.delete(name, value);
    const query = data.toString();
    return form.getAttribute("action") + (query ? "?" + query : "");
  };

  const mark = (element) => element && element.name ? `[name="${element.name}"]${element.type === "checkbox" ? `[value="${CSS.escape(element.value)}"]` : ""}` : "";
  let latest = 0;

  const show = async (url, { push = true, focus = "", top = false } = {}) => {
    const mine = ++latest;
    box().setAttribute("aria-busy", "true");
    let page;
    try {
      const answer = await fetch(url, { headers: { "X-Requested-With": "fetch" } });
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch { location.href = url; return; }
    if (mine !== latest) return;
    const fresh = page.getElementById("catalogue");
    if (!fresh) { location.href = url; return; }
    const open = document.querySelector(".fsheet")?.open;
    box().replaceWith(document.adoptNode(fresh));
    if (open && document.querySelector(".fsheet")) document.querySelector(".fsheet").open = true;
    document.title = page.title;
    document.dispatchEvent(new Event("catalogue:shown"));
    if (push) history.pushState(null, "", url);
    if (focus) document.querySelector(`#catalogue ${focus}`)?.focus({ preventScroll: true });
    if (top) scrollTo({ top: 0 });
  };

  const more = async (link) => {
    const mine = ++latest;
    box().setAttribute("aria-busy", "true");
    let page;
    try {
      const answer = await fetch(link.href, { headers: { "X-Requested-With": "fetch" } });
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch { location.href = link.href; return; }
    if (mine !== latest) return;
    const list = document.querySelector("#catalogue .results");
    const fresh = [...page.querySelectorAll("#catalogue .results > li")];
    const pages = page.querySelector("#catalogue [data-pages]");
    if (!list || !fresh.length || !pages) { location.href = link.href; return; }
    const first = document.querySelector("#catalogue [data-first]").textContent;
    const rows = fresh.filter((row) => !(row.classList.contains("res-part") && list.querySelector(".res-part")));
    list.append(...rows.map((row) => document.adoptNode(row)));
    document.querySelector("#catalogue [data-pages]").replaceWith(document.adoptNode(pages));
    document.querySelector("#catalogue [data-first]").textContent = first;
    box().removeAttribute("aria-busy");
    document.dispatchEvent(new Event("catalogue:shown"));
    rows.find((row) => row.querySelector("a"))?.querySelector("a").focus();
  };

  document.addEventListener("change", (event) => {
    const field = event.target;
    if (!field.form || field.form.id !== "find" || field.id === "q" || !box().contains(field)) return;
    if (field.closest(".fsheet") && sheetIsShut()) return; // on phones several filters are chosen before «Показать»
    show(address(field.form), { focus: mark(field) });
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "find" || !box()) return;
    event.preventDefault();
    const sheet = document.querySelector(".fsheet");
    if (sheet && sheetIsShut()) sheet.open = false;
    show(address(event.target), { focus: "#q" });
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#catalogue a");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const to = new URL(link.getAttribute("href"), location); // a bar's link is SVG: its href is no text
    if (to.origin !== location.origin || to.pathname !== location.pathname) return;
    event.preventDefault();
    if ("more" in link.dataset) { more(link); return; }
    show(to.href, { top: Boolean(link.closest(".pager")), focus: link.closest(".pager") ? ".results a" : "" });
  });
  addEventListener("popstate", () => { if (box()) show(location.href, { push: false }); });
})();
