import { element } from "./element.ts";
import type { FacetName, Filter, Found } from "./search-engine.ts";
import { loadEntries, search } from "./search-engine.ts";
import type { SearchFiles } from "./search-files.ts";
import { sayFailure, sayFound } from "./search-status.ts";
import { kindName, resultGroups } from "./search-view.ts";

const SHOWN = 20;
const WAIT = 120;
const MOST_VALUES = 8;

const FACETS: [name: FacetName, title: string][] = [
  ["kind", "Kind"],
  ["verdict", "Verdict"],
  ["status", "Status of the run"],
  ["thread", "Journal"],
  ["experiment", "Experiment"],
];

interface State {
  query: string;
  filter: Filter;
  shown: number;
}

/** The parts of the page that change. */
interface Parts {
  field: HTMLInputElement;
  status: Element;
  results: Element;
  facets: Element;
}

/** Makes the search page search: what is looked for stands in the address, so that it can be shared and gone back to. */
export function fillSearchPage(page: HTMLElement, from: { files: SearchFiles; root: URL }): void {
  const field = page.querySelector("input");
  const [status, results, facets] = ["[role=status]", ".results", ".facets"].map((one) => page.querySelector(one));
  if (field === null || !status || !results || !facets) return;
  const parts = { field, status, results, facets };
  let state = stateOf(location.search);
  let turn = 0;
  const show = () => {
    const own = ++turn;
    void showFound(parts, { ...from, state, go, isLast: () => own === turn });
  };
  const go: Go = (next, isStep = true) => {
    state = { ...state, shown: SHOWN, ...next };
    writeAddress(addressOf(state), isStep);
    show();
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => go({ query: field.value.trim() }, false), WAIT);
  });
  addEventListener("popstate", () => {
    state = stateOf(location.search);
    field.value = state.query;
    show();
  });
  field.disabled = false;
  field.value = state.query;
  if (state.query === "") field.focus();
  show();
}

/** Searches, and shows what was found unless something else was asked for meanwhile. */
async function showFound(
  { status, results, facets }: Parts,
  by: { files: SearchFiles; root: URL; state: State; go: Go; isLast(): boolean },
): Promise<void> {
  const { files, root, state, go, isLast } = by;
  const { query, filter, shown } = state;
  const isEmpty = query === "" && Object.keys(filter).length === 0;
  document.documentElement.classList.toggle("searching", !isEmpty);
  try {
    const found = isEmpty ? null : await search(query, filter, files);
    const entries = found === null ? [] : await loadEntries(found.hits.slice(0, shown), files);
    if (!isLast()) return;
    status.classList.remove("failed");
    status.textContent = found === null ? "" : sayFound(found, query);
    if (found === null) {
      results.replaceChildren();
      facets.replaceChildren();
    } else {
      const groups = resultGroups(entries, { terms: found.terms, root, heading: "h2" });
      results.replaceChildren(...groups, ...moreOf(found, state, go));
      facets.replaceChildren(...FACETS.flatMap(([name, title]) => facetOf({ name, title, found, state }, go)));
    }
  } catch (error) {
    sayFailure(status, error);
  }
}

function stateOf(address: string): State {
  const params = new URLSearchParams(address);
  const filter: Filter = {};
  for (const [name] of FACETS) {
    const value = params.get(name);
    if (value) filter[name] = value;
  }
  return { query: params.get("q")?.trim() ?? "", filter, shown: SHOWN };
}

function addressOf({ query, filter }: State): string {
  const params = new URLSearchParams({ ...(query !== "" && { q: query }), ...filter });
  return params.size === 0 ? location.pathname : `?${params}`;
}

/** Not every browser lets a page on a disk say in its address what it shows; the page works without. */
function writeAddress(address: string, isStep: boolean): void {
  try {
    if (isStep) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  } catch {
    // The address stays.
  }
}

type Go = (next: Partial<State>, isStep?: boolean) => void;

function moreOf({ hits }: Found, { shown }: State, go: Go): HTMLElement[] {
  if (hits.length <= shown) return [];
  const button = element("button", "tool");
  button.type = "button";
  button.textContent = `Show more (${shown} of ${hits.length} shown)`;
  button.addEventListener("click", () => go({ shown: shown + 2 * SHOWN }));
  return [button];
}

/** The values of a facet as buttons; the chosen one is pressed, and lets go of the choice. */
function facetOf(of: { name: FacetName; title: string; found: Found; state: State }, go: Go): HTMLElement[] {
  const { name, title, found, state } = of;
  const chosen = state.filter[name];
  const values = found.facets[name].slice(0, MOST_VALUES);
  if (chosen !== undefined && !values.some(([value]) => value === chosen)) values.push([chosen, 0]);
  if (values.length < 2 && chosen === undefined) return [];
  const group = element("fieldset", "facet");
  const legend = element("legend", "");
  legend.textContent = title;
  group.append(legend);
  for (const [value, count] of values) {
    const button = element("button", "");
    const number = element("small", "");
    button.type = "button";
    number.textContent = String(count);
    button.append(name === "kind" ? kindName(value) : value, " ", number);
    button.setAttribute("aria-pressed", String(value === chosen));
    button.addEventListener("click", () => {
      const { [name]: _old, ...others } = state.filter;
      go({ filter: value === chosen ? others : { ...others, [name]: value } });
    });
    group.append(button);
  }
  const left = found.facets[name].length - values.length;
  if (left > 0) {
    const note = element("small", "left");
    note.textContent = `and ${left} more`;
    group.append(note);
  }
  return [group];
}
