// On every page: opens the search on a click, on `/` and on Ctrl or ⌘ with K. What searches is loaded when it is first used.
import { element } from "./element.ts";

/** What `assets/search.js` gives once it is loaded. */
export interface Searching {
  attach(dialog: HTMLDialogElement): void;
  fill(page: HTMLElement): void;
}

declare global {
  interface Window {
    labdocsSearching?: Searching;
  }
}

/** Lets the link to the search page open a dialog instead, and makes the search page work. */
export function addSearch(): void {
  const link = document.querySelector<HTMLAnchorElement>("a[data-search]");
  const page = document.querySelector<HTMLElement>("[data-search-page]");
  if (link === null) return;
  if (page !== null) {
    loadSearch(link).then(
      (searching) => searching.fill(page),
      () => tell(page.querySelector("[role=status]"), link),
    );
  }
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    open(link, page);
  });
  document.addEventListener("keydown", (event) => {
    const isShortcut = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
    if (!isShortcut && !isSlash) return;
    event.preventDefault();
    open(link, page);
  });
}

function open(link: HTMLAnchorElement, page: HTMLElement | null): void {
  const field = page?.querySelector("input");
  if (field) {
    field.focus();
    return;
  }
  const known = document.querySelector<HTMLDialogElement>("dialog.search");
  const dialog = known ?? makeDialog(link);
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("input")?.select();
  if (dialog.dataset.ready !== undefined) return;
  loadSearch(link).then(
    (searching) => {
      if (dialog.dataset.ready !== undefined) return;
      dialog.dataset.ready = "";
      searching.attach(dialog);
    },
    () => tell(dialog.querySelector("[role=status]"), link),
  );
}

function makeDialog(link: HTMLAnchorElement): HTMLDialogElement {
  const dialog = element("dialog", "search");
  dialog.setAttribute("aria-label", "Search");
  const field = element("input", "");
  field.type = "search";
  field.placeholder = "Findings, runs, params such as lr=0.1, journal …";
  field.autocomplete = "off";
  field.spellcheck = false;
  field.setAttribute("aria-label", "Search for");
  const close = element("button", "tool");
  close.type = "button";
  close.textContent = "Close";
  close.addEventListener("click", () => dialog.close());
  const head = element("div", "head");
  head.append(field, close);
  const status = element("p", "status");
  status.setAttribute("role", "status");
  const results = element("div", "results");
  const all = element("p", "all");
  const more = element("a", "");
  more.href = link.href;
  more.textContent = "Search page with filters";
  all.append(more);
  dialog.append(head, status, results, all);
  // A click beside it closes it.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  return dialog;
}

/** Says that there is no search, and where everything is listed. */
function tell(status: Element | null, link: HTMLAnchorElement): void {
  if (status === null) return;
  const lists = element("a", "");
  lists.href = link.href;
  lists.textContent = "lists on the search page";
  status.classList.add("failed");
  status.replaceChildren(
    "The search could not be loaded: assets/search.js is missing or was blocked. The ",
    lists,
    " name everything.",
  );
}

let loading: Promise<Searching> | null = null;

function loadSearch(link: HTMLAnchorElement): Promise<Searching> {
  loading ??= new Promise<Searching>((resolve, reject) => {
    const script = element("script", "");
    script.src = new URL(link.dataset.search ?? "", document.baseURI).href;
    script.onerror = () => {
      loading = null;
      reject(new Error("assets/search.js"));
    };
    script.onload = () =>
      window.labdocsSearching ? resolve(window.labdocsSearching) : reject(new Error("assets/search.js"));
    document.head.append(script);
  });
  return loading;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  );
}
