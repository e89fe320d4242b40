import type { RunsData } from "../../src/contract/index.ts";
import { choice, element, tick } from "./compare-element.ts";
import { followAsked, writeAsked } from "./list-address.ts";
import { askedOf, facetValues, HEADS, wishOf } from "./run-address.ts";
import type { Column, Facet, Shown, Wish } from "./run-list.ts";
import { COLUMNS, FACETS, keysOf, openRunList } from "./run-list.ts";
import { openRunRow } from "./run-row.ts";
import type { Sorting } from "./sorting.ts";
import { kindOf, markOf, nextSorting } from "./sorting.ts";
import { openVirtualRows } from "./virtual-rows.ts";

const ALL: Record<Facet, string> = { experiment: "All experiments", status: "Any status", tracker: "Any tracker" };
const LABELS: Record<Facet, string> = { experiment: "Experiment", status: "Status", tracker: "Tracker" };

/** Puts one table of all runs in the place of the list's first page. */
export function addRunTable(place: HTMLElement, data: RunsData): void {
  const list = openRunList(data);
  const makeRow = openRunRow(data, place.dataset.root ?? "");
  const wish: Wish = {
    words: "",
    chosen: { experiment: -1, status: -1, tracker: -1 },
    hidesMuted: false,
    column: null,
    isDescending: false,
  };
  const { frame, table, body, follow, mark } = makeTable();
  let shown: Shown = list(wish);
  const rows = openVirtualRows({ frame, table, body, rowAt: (at) => makeRow(shown.runs[at] ?? 0) });
  const update = () => {
    shown = list(wish);
    rows.show(shown.runs.length);
    mark(wish);
    tools.tell(shown);
  };
  const change = (isStep: boolean) => {
    update();
    writeAsked(askedOf(wish, data), isStep);
  };
  const tools = makeTools(data, wish, change);
  follow((column) => {
    const { sort, isDescending } = nextSorting(sortingOf(wish), column, kindOf(keysOf(data, column)));
    Object.assign(wish, { column: sort === null ? null : column, isDescending });
    change(true);
  });
  const room = place.querySelector("[data-run-tools]");
  room?.append(tools.bar);
  place.replaceChildren(room ?? tools.bar, frame);
  followAsked((asked) => {
    Object.assign(wish, wishOf(asked, data));
    update();
  });
}

function sortingOf({ column, isDescending }: Wish): Sorting {
  return { sort: column, isDescending };
}

function makeTable() {
  const buttons = new Map<Column, HTMLTableCellElement>();
  for (const column of COLUMNS) {
    const { text, note } = HEADS[column];
    const head = element("th", { scope: "col", class: column === "result" || column === "started" ? "end" : "start" }, [
      element("span", { class: "name" }, [element("button", { type: "button" }, [text])]),
      ...(note === undefined ? [] : [element("small", {}, [note])]),
    ]);
    buttons.set(column, head);
  }
  const body = element("tbody");
  const table = element("table", { class: "all-runs" }, [
    element("caption", { class: "unseen" }, ["All runs"]),
    element("thead", {}, [element("tr", { "aria-rowindex": 1 }, [...buttons.values()])]),
    body,
  ]);
  const frame = element(
    "div",
    { class: "table all-runs-frame", role: "group", "aria-label": "All runs", tabindex: 0 },
    [table],
  );
  const follow = (sort: (column: Column) => void) => {
    for (const [column, head] of buttons) head.querySelector("button")?.addEventListener("click", () => sort(column));
  };
  const mark = (wish: Wish) => {
    for (const [column, head] of buttons) {
      const way = markOf(sortingOf(wish), column);
      if (way === null) head.removeAttribute("aria-sort");
      else head.setAttribute("aria-sort", way);
    }
  };
  return { frame, table, body, follow, mark };
}

function makeTools(data: RunsData, wish: Wish, change: (isStep: boolean) => void) {
  const input = element("input", { type: "search" });
  const count = element("output", { class: "run-count" });
  const values = facetValues(data);
  input.addEventListener("input", () => {
    wish.words = input.value;
    change(false);
  });
  const facets = FACETS.filter((facet) => values[facet].length > 1).map((facet) => {
    const options = [["-1", ALL[facet]] as const, ...values[facet].map((text, at) => [String(at), text] as const)];
    const label = choice(LABELS[facet], { key: facet, options, chosen: "-1" }, (value) => {
      wish.chosen[facet] = Number(value);
      change(true);
    });
    // What is chosen from says what it is: "All experiments", "Any status".
    label.querySelector("span")?.classList.add("unseen");
    return { facet, label, select: label.querySelector("select") };
  });
  const muted = tick("", { key: "muted", on: false }, (on) => {
    wish.hidesMuted = on;
    change(true);
  });
  const bar = element("div", { class: "run-tools" }, [
    element("label", { class: "filter" }, ["Filter", input]),
    ...facets.map((one) => one.label),
    ...(data.muted.length > 0 ? [muted] : []),
    count,
  ]);
  const tell = (shown: Shown) => {
    const [total, seen] = [data.name.length, shown.runs.length];
    count.textContent = seen === total ? `${total} runs` : `${seen} of ${total} runs, ${total - seen} hidden`;
    if (input.value !== wish.words) input.value = wish.words;
    const [box, words] = [muted.querySelector("input"), muted.querySelector("span")];
    if (box !== null) box.checked = wish.hidesMuted;
    if (words !== null) words.textContent = `Hide ${shown.muted} that do not count`;
    for (const { facet, select } of facets) {
      if (select !== null) select.value = String(wish.chosen[facet]);
      for (const [at, option] of [...(select?.options ?? [])].entries()) {
        if (at > 0) option.textContent = `${values[facet][at - 1]} (${shown.counts[facet][at - 1] ?? 0})`;
      }
    }
  };
  return { bar, tell };
}
