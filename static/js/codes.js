// Recovery codes are shown once: print them, or keep them as a text file made in the browser (the server gives them to nobody again).
(() => {
  const codes = document.querySelector("[data-codes]");
  for (const button of document.querySelectorAll("[data-codes-print], [data-codes-download]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      if ("codesPrint" in button.dataset) return window.print();
      const lines = [...codes.querySelectorAll("code")].map((code) => code.textContent);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([`${codes.dataset.codes}\n\n${lines.join("\n")}\n`], { type: "text/plain" }));
      link.download = "recovery-codes.txt";
      link.click();
      URL.revokeObjectURL(link.href);
    });
  }
})();
