// The contents list follows the scroll; without it the list is plain links.
const list = document.querySelector("[data-toc]");
if (list && "IntersectionObserver" in window) {
  const links = new Map([...list.querySelectorAll("a")].map((link) => [document.getElementById(link.hash.slice(1)), link]));
  const seen = new Set();
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) entry.isIntersecting ? seen.add(entry.target) : seen.delete(entry.target);
    const current = [...links.keys()].find((section) => seen.has(section));
    if (!current) return;
    for (const link of links.values()) link.removeAttribute("aria-current");
    links.get(current).setAttribute("aria-current", "true");
  }, { rootMargin: "-10% 0px -60% 0px" });
  for (const section of links.keys()) if (section) watcher.observe(section);
  list.addEventListener("click", (event) => { if (event.target.closest("a")) list.closest("details").open = false; });
}
