// A part of a page that is fetched when the reader comes near it: <div data-fragment="address">; until then, and without JavaScript, it holds a plain link.
(() => {
  async function fill(box) {
    try {
      const answer = await fetch(box.dataset.fragment, { headers: { "X-Requested-With": "fetch" } });
      if (answer.ok) box.innerHTML = await answer.text();
    } catch { /* the link stays */ }
  }
  const watch = new IntersectionObserver((seen) => {
    for (const one of seen) if (one.isIntersecting) { watch.unobserve(one.target); fill(one.target); }
  }, { rootMargin: "400px" });
  document.querySelectorAll("[data-fragment]").forEach((box) => watch.observe(box));
})();
