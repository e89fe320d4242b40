import { copyText, toolButton } from "./button.ts";

/** The most lines that are marked at once: beyond it nobody reads them, and a page of them would stall. */
const MOST_MARKED = 5000;

/** Marks `#L42-L48`; a single line is marked by the style sheet. Lines that are left out on the page lead to the nearest before. */
export function markLines(): void {
  for (const line of document.querySelectorAll(".line.marked")) line.classList.remove("marked");
  const range = /^#L(\d+)(?:-L(\d+))?$/.exec(location.hash);
  if (range === null) return;
  const first = Number(range[1]);
  const last = Number(range[2] ?? range[1]);
  for (let at = first; at <= Math.min(last, first + MOST_MARKED); at += 1) {
    document.getElementById(`L${at}`)?.classList.add("marked");
  }
  // To a single line that is there the browser goes by itself.
  if (document.getElementById(location.hash.slice(1)) !== null) return;
  (document.getElementById(`L${first}`) ?? nearest(first))?.scrollIntoView({ block: "center" });
}

/** What stands where a line would that is not on the page. */
function nearest(wanted: number): Element | null {
  const lines = [...document.querySelectorAll<HTMLElement>(".file-text .line[id^=L]")];
  return lines.findLast((line) => Number(line.id.slice(1)) < wanted) ?? null;
}

/** Wrapping, the address of the chosen lines, and Shift-click for a range of lines. */
export function addFileTools(): void {
  const place = document.querySelector("[data-file-tools]");
  const texts = document.querySelectorAll<HTMLElement>(".file-text");
  if (place === null || texts.length === 0) return;
  const wrap = toolButton("Wrap lines", () => {
    const isWrapped = wrap.getAttribute("aria-pressed") !== "true";
    for (const text of texts) text.classList.toggle("wrapped", isWrapped);
    wrap.setAttribute("aria-pressed", String(isWrapped));
  });
  wrap.setAttribute("aria-pressed", "false");
  const copy = toolButton("Copy link", () => void copyText(location.href, copy, "Copy it from the address bar"));
  place.append(wrap, copy);
  for (const text of texts) text.addEventListener("click", chooseRange);
}

function chooseRange(event: MouseEvent): void {
  const number = event.target instanceof Element ? event.target.closest(".line a") : null;
  const start = /^#L(\d+)/.exec(location.hash);
  const end = /^#L(\d+)$/.exec(number?.getAttribute("href") ?? "");
  if (!event.shiftKey || start === null || end === null) return;
  event.preventDefault();
  const [first = 0, last = 0] = [Number(start[1]), Number(end[1])].sort((a, b) => a - b);
  location.hash = first === last ? `L${first}` : `L${first}-L${last}`;
}

/** Commands can be copied by a button. */
export function addCopyButtons(): void {
  for (const block of document.querySelectorAll<HTMLElement>("pre[data-copy]")) {
    const button = toolButton("Copy", () => void copyText(block.textContent.trim(), button));
    block.after(button);
  }
}
