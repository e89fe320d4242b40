const PREFIX = "#only-";
const KEY = "show";

/**
 * Lets several words filter the journal at once, kept in the address (`?show=todo,open`): an entry stays if it has one of the tags
 * and one of the states that are chosen. Without this script each word is an address of its own.
 */
export function addJournalFilters(): void {
  const nav = document.querySelector<HTMLElement>("[data-journal-filters]");
  if (nav === null) return;
  const links = [...nav.querySelectorAll<HTMLAnchorElement>("a[data-word]")];
  const all = nav.querySelector<HTMLAnchorElement>("a:not([data-word])");
  const count = document.createElement("output");
  nav.querySelector("ul")?.append(item(count));
  const show = () => apply(links, { all, count });
  const choose = (event: Event, words: readonly string[]) => {
    event.preventDefault();
    // Only a new fragment takes the style sheet's own filter away.
    if (location.hash.startsWith(PREFIX)) location.hash = "entries";
    history.pushState(null, "", addressWith(words));
    show();
  };
  all?.addEventListener("click", (event) => choose(event, []));
  for (const link of links) {
    const word = link.dataset.word ?? "";
    link.addEventListener("click", (event) => {
      const before = chosen();
      choose(event, before.includes(word) ? before.filter((one) => one !== word) : [...before, word]);
    });
  }
  addEventListener("popstate", show);
  show();
}

/** The words in the address; one that came as a fragment counts too. */
function chosen(): string[] {
  if (location.hash.startsWith(PREFIX)) return [location.hash.slice(PREFIX.length)];
  return (new URLSearchParams(location.search).get(KEY) ?? "").split(",").filter(Boolean);
}

function addressWith(words: readonly string[]): string {
  return `${location.pathname}${words.length === 0 ? "" : `?${KEY}=${words.map(encodeURIComponent).join(",")}`}`;
}

function apply(
  links: readonly HTMLAnchorElement[],
  { all, count }: { all: HTMLAnchorElement | null; count: HTMLOutputElement },
): void {
  const words = chosen().filter((word) => links.some((link) => link.dataset.word === word));
  for (const link of links) mark(link, words.includes(link.dataset.word ?? ""));
  if (all !== null) mark(all, words.length === 0);
  const states = words.filter((word) => word === "open" || word === "settled");
  const tags = words.filter((word) => word !== "open" && word !== "settled");
  const entries = [...document.querySelectorAll<HTMLElement>(".day .entry")];
  for (const entry of entries) entry.hidden = !(fits(tags, tagsOf(entry)) && fits(states, [stateOf(entry)]));
  for (const day of document.querySelectorAll<HTMLElement>(".day")) {
    day.hidden = day.querySelector(".entry:not([hidden])") === null;
  }
  const left = entries.filter((entry) => !entry.hidden).length;
  count.textContent = words.length === 0 ? "" : `${left} of ${entries.length} entries`;
}

function fits(wanted: readonly string[], own: readonly string[]): boolean {
  return wanted.length === 0 || wanted.some((word) => own.includes(word));
}

function tagsOf(entry: HTMLElement): string[] {
  return (entry.dataset.tags ?? "").split(" ");
}

function stateOf(entry: HTMLElement): string {
  return entry.dataset.state === "resolved" ? "settled" : (entry.dataset.state ?? "");
}

function mark(link: HTMLAnchorElement, isOn: boolean): void {
  if (isOn) link.setAttribute("aria-current", "true");
  else link.removeAttribute("aria-current");
}

function item(content: HTMLElement): HTMLLIElement {
  const made = document.createElement("li");
  made.append(content);
  return made;
}
