import { element } from "./compare-element.ts";
import type { Entry } from "./compare-search.ts";
import { entriesOf, entriesWith } from "./compare-search.ts";
import type { Store } from "./compare-store.ts";

const MOST_SHOWN = 50;

interface Picker {
  input: HTMLInputElement;
  list: HTMLElement;
  status: HTMLElement;
  found: readonly Entry[];
  active: number;
}

/** A field in which runs are found by words and added; the list of all runs is loaded when it is first used. */
export function runPicker(store: Store, add: (id: string) => void): HTMLElement {
  const input = element("input", {
    type: "search",
    id: "compare-search",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-expanded": "false",
    "aria-controls": "compare-found",
    "aria-autocomplete": "list",
  });
  const list = element("ul", {
    id: "compare-found",
    class: "found",
    role: "listbox",
    "aria-label": "Runs found",
    hidden: true,
  });
  const status = element("output", { for: "compare-search" });
  const picker: Picker = { input, list, status, found: [], active: -1 };
  let all: Entry[] | null = null;
  const search = async () => {
    all ??= await load(store, status);
    if (all !== null && input.isConnected) show(picker, all);
  };
  const choose = (at: number) => {
    const entry = picker.found[at];
    if (entry === undefined) return;
    input.value = "";
    close(picker);
    add(entry.id);
  };
  input.addEventListener("focus", () => void search());
  input.addEventListener("input", () => void search());
  input.addEventListener("blur", () => close(picker));
  input.addEventListener("keydown", (event) => press(event, picker, choose));
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
    if (option !== null) choose([...list.children].indexOf(option));
  });
  const label = element("label", { for: "compare-search" }, ["Add a run"]);
  return element("div", { class: "picker" }, [label, element("div", { class: "field" }, [input, list]), status]);
}

async function load(store: Store, status: HTMLElement): Promise<Entry[] | null> {
  try {
    return entriesOf(await store.index());
  } catch (error) {
    status.textContent = `The list of runs could not be loaded: ${error instanceof Error ? error.message : error}`;
    return null;
  }
}

function show(picker: Picker, all: readonly Entry[]): void {
  const { input, list, status } = picker;
  const found = entriesWith(input.value, all);
  picker.found = found.slice(0, MOST_SHOWN);
  picker.active = -1;
  list.replaceChildren(
    ...picker.found.map(({ name, title, id }, at) =>
      element("li", { role: "option", id: `found-${at}`, "aria-selected": "false" }, [
        element("span", {}, [name]),
        element("small", {}, [`${title} · ${id.slice(id.indexOf("/") + 1)}`]),
      ]),
    ),
  );
  list.hidden = picker.found.length === 0;
  input.setAttribute("aria-expanded", String(!list.hidden));
  input.removeAttribute("aria-activedescendant");
  const shown = found.length > MOST_SHOWN ? `, the first ${MOST_SHOWN} are listed` : "";
  status.textContent = `${found.length} of ${all.length} runs${shown}`;
}

function close({ input, list, status }: Picker): void {
  list.hidden = true;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
  status.textContent = "";
}

function press(event: KeyboardEvent, picker: Picker, choose: (at: number) => void): void {
  const { input, list, found } = picker;
  if (event.key === "Escape") close(picker);
  else if (event.key === "Enter") choose(picker.active >= 0 ? picker.active : 0);
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const step = event.key === "ArrowDown" ? 1 : -1;
    picker.active = Math.max(0, Math.min(found.length - 1, picker.active + step));
    for (const [at, option] of [...list.children].entries()) {
      option.setAttribute("aria-selected", String(at === picker.active));
      if (at === picker.active) option.scrollIntoView({ block: "nearest" });
    }
    if (found.length > 0) input.setAttribute("aria-activedescendant", `found-${picker.active}`);
  } else return;
  event.preventDefault();
}
