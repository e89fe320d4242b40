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

/** Makes the search page search: what is looked for stands in the address, so that it can be shared and gone back to. */
export function fillSearchPage(page: HTMLElement, { files, root }: { files: SearchFiles; root: URL }): void {
  const field = page.querySelector("input");
  const status = page.querySelector("[role=status]");
  const results = page.querySelector(".results");
  const facets = page.querySelector(".facets");
  if (field === null || status === null || results === null || facets === null) return;
  let state = stateOf(location.search);
  let asked = 0;
  page.classList.add("ready");
  const show = async () => {
    const turn = ++asked;
    const { query, filter, shown } = state;
    document.documentElement.classList.toggle("searching", query !== "" || Object.keys(filter).length > 0);
    if (query === "" && Object.keys(filter).length === 0) {
      status.textContent = "";
      results.replaceChildren();
      facets.replaceChildren();
      return;
    }
    try {
      const found = await search(query, filter, files);
      const entries = await loadEntries(found.hits.slice(0, shown), files);
      if (turn !== asked) return;
      status.classList.remove("failed");
      status.textContent = sayFound(found, query);
      results.replaceChildren(
        ...resultGroups(entries, { terms: found.terms, root, heading: "h2" }),
        ...moreOf(found, state, go),
      );
      facets.replaceChildren(...FACETS.flatMap(([name, title]) => facetOf({ name, title, found, state }, go)));
    } catch (error) {
      sayFailure(status, error);
    }
  };
  const go = (next: Partial<State>, isStep = true) => {
    state = { ...state, shown: SHOWN, ...next };
    const address = addressOf(state);
    if (isStep) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    void show();
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => go({ query: field.value.trim() }, false), WAIT);
  });
  addEventListener("popstate", () => {
    state = stateOf(location.search);
    field.value = state.query;
    void show();
  });
  field.disabled = false;
  if (field.value === "" || state.query !== "") field.value = state.query;
  else state.query = field.value.trim();
  if (state.query === "") field.focus();
  void show();
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

type Go = (next: Partial<State>) => void;

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
