// Light or dark, before the first paint. What a person chose is kept; until then the system decides.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const shown = () => root.dataset.theme ?? (system.matches ? "dark" : "light");

  function stored() {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // A browser may forbid storage.
    }
  }

  function label() {
    const next = shown() === "dark" ? "Light" : "Dark";
    for (const button of document.querySelectorAll("[data-theme-switch]")) button.textContent = next;
  }

  function change() {
    root.dataset.theme = shown() === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // It holds for this page then.
    }
    label();
  }

  if (["light", "dark"].includes(stored())) root.dataset.theme = stored();
  system.addEventListener("change", label);
  document.addEventListener("DOMContentLoaded", label);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-theme-switch]")) change();
  });
})();
