import { copyText, toolButton } from "./button.ts";

/** The most lines that are marked at once: beyond it nobody reads them, and a page of them would stall. */
const MOST_MARKED = 5000;

/** Marks `#L42-L48`; a single line is marked by the style sheet. */
export function markLines(): void {
  for (const line of document.querySelectorAll(".line.marked")) line.classList.remove("marked");
  const range = /^#L(\d+)-L(\d+)$/.exec(location.hash);
  if (range === null) return;
  const [first, last] = [Number(range[1]), Number(range[2])];
  for (let at = first; at <= Math.min(last, first + MOST_MARKED); at += 1) {
    document.getElementById(`L${at}`)?.classList.add("marked");
  }
  document.getElementById(`L${first}`)?.scrollIntoView({ block: "center" });
}

/** Wrapping, the address of the chosen lines, and Shift-click for a range of lines. */
export function addFileTools(): void {
  const place = document.querySelector("[data-file-tools]");
  const text = document.querySelector<HTMLElement>(".file-text");
  if (place === null || text === null) return;
  const wrap = toolButton("Wrap lines", () => {
    wrap.setAttribute("aria-pressed", String(text.classList.toggle("wrapped")));
  });
  wrap.setAttribute("aria-pressed", "false");
  const copy = toolButton("Copy link", () => void copyText(location.href, copy, "Copy it from the address bar"));
  place.append(wrap, copy);
  text.addEventListener("click", (event) => {
    const number = event.target instanceof Element ? event.target.closest(".line a") : null;
    const start = /^#L(\d+)/.exec(location.hash);
    if (number === null || !event.shiftKey || start === null) return;
    event.preventDefault();
    const [first = 0, last = 0] = [Number(start[1]), Number(number.textContent)].sort((a, b) => a - b);
    location.hash = first === last ? `L${first}` : `L${first}-L${last}`;
  });
}
