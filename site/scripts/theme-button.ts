import { toolButton } from "./button.ts";

const THEMES = ["auto", "light", "dark"];

/** A button that goes round: as the system, light, dark. */
export function addThemeButton(): void {
  const place = document.querySelector("[data-tools]");
  if (place === null) return;
  const root = document.documentElement;
  const label = () => {
    button.textContent = `Theme: ${root.dataset.theme ?? "auto"}`;
  };
  const button = toolButton("", () => {
    const next = THEMES[(THEMES.indexOf(root.dataset.theme ?? "auto") + 1) % THEMES.length] ?? "auto";
    if (next === "auto") delete root.dataset.theme;
    else root.dataset.theme = next;
    try {
      localStorage.setItem("labdocs-theme", next);
    } catch {
      // The choice lasts for this page only.
    }
    label();
  });
  label();
  place.append(button);
}
