// The page that compares any runs. Its address says what is shown: every change is a step in the browser's history.
import { copyText } from "./button.ts";
import type { CompareState } from "./compare-address.ts";
import { chartPart, formatState, parseState } from "./compare-address.ts";
import { axesSection, rangeChips } from "./compare-axes.ts";
import type { ChosenRun } from "./compare-chosen.ts";
import { curvesSection } from "./compare-curves.ts";
import { button, choice, element, tick } from "./compare-element.ts";
import { csvOf, markdownOf } from "./compare-export.ts";
import { baseOf, linesOf, linesWithin, metricsOf, sortedLines } from "./compare-model.ts";
import { runPicker } from "./compare-picker.ts";
import { paretoSection, scatterSection } from "./compare-points.ts";
import { findRuns } from "./compare-run.ts";
import { settingsSection } from "./compare-settings.ts";
import type { Store } from "./compare-store.ts";
import { openStore } from "./compare-store.ts";
import { groupings, outcomeSection, resultsSection } from "./compare-table.ts";
import type { View } from "./compare-view.ts";

/** Curves are loaded for so many runs; of more, each needs its own look. */
const MOST_RUNS_WITH_CURVES = 100;
const MOST_COLS = 8;

/** Where the page is put. `asked`: counts what was asked for, so that an answer that comes too late is left. */
interface Desk {
  place: HTMLElement;
  introduction: HTMLElement;
  root: string;
  store: Store;
  listed: ReadonlySet<string>;
  asked: number;
}

start();

function start(): void {
  const place = document.querySelector<HTMLElement>("[data-compare]");
  const introduction = document.getElementById("introduction");
  if (place === null || introduction === null) return;
  const root = place.dataset.compare ?? "../";
  const listed = new Set(
    [...introduction.querySelectorAll<HTMLElement>("[data-experiment]")].map((one) => one.dataset.experiment ?? ""),
  );
  const desk: Desk = { place, introduction, root, store: openStore(root), listed, asked: 0 };
  for (const item of introduction.querySelectorAll<HTMLElement>("[data-experiment]")) {
    item.append(" ", element("a", { href: `?runs=${item.dataset.experiment}` }, ["All its runs here"]));
  }
  addEventListener("popstate", () => void show(desk));
  void show(desk);
}

async function show(desk: Desk): Promise<void> {
  desk.asked += 1;
  const { asked } = desk;
  const state = parseState(location.search);
  if (state.runs.length > 0) desk.place.setAttribute("aria-busy", "true");
  const found = await findRuns(state.runs, desk.listed, desk.store);
  const runs = unique([...found.of.values()].flat());
  const { curves, problems } = await curvesOf(runs, desk.store);
  if (asked !== desk.asked) return;
  const view = viewOf({ ...state, runs: found.ids }, { runs, curves }, desk);
  draw(view, [...found.problems, ...problems], desk);
}

function viewOf(state: CompareState, { runs, curves }: Pick<View, "runs" | "curves">, desk: Desk): View {
  const lines = linesOf(runs, state.group);
  const metrics = metricsOf(runs);
  const asked = metrics.filter((one) => state.cols?.includes(one.name));
  return {
    state,
    runs,
    curves,
    lines: sortedLines(lines, state.sort),
    within: sortedLines(linesWithin(lines, state), state.sort),
    base: baseOf(lines, state.base),
    metrics,
    cols: asked.length > 0 ? asked : metrics.slice(0, MOST_COLS),
    link: (address) => desk.root + onDisk(address),
    change: (what) => go({ ...state, ...what }, desk),
  };
}

/** A page on a disk has to be named, where a server finds it by its folder. */
function onDisk(address: string): string {
  const isOnDisk = location.protocol === "file:" || document.documentElement.dataset.portable !== undefined;
  return isOnDisk ? address.replace(/(^|\/)(?=#|$)/, "$1index.html") : address;
}

function go(state: CompareState, desk: Desk): void {
  const said = formatState(state);
  const address = location.pathname + (said === "" ? "" : said + chartPart(location.search));
  try {
    history.pushState(null, "", address);
    void show(desk);
  } catch {
    // A browser that does not let a page on a disk say so loads it again.
    location.assign(said === "" ? location.pathname : said + chartPart(location.search));
  }
}

function draw(view: View, problems: readonly string[], desk: Desk): void {
  const { place, introduction } = desk;
  const focus = document.activeElement?.getAttribute("data-key") ?? undefined;
  const wasInSearch = document.activeElement?.id === "compare-search";
  const open = new Set(
    [...place.querySelectorAll<HTMLDetailsElement>("details[open][data-key]")].map((one) => one.dataset.key),
  );
  const hasRuns = view.runs.length > 0;
  introduction.hidden = hasRuns;
  place.replaceChildren(
    runPicker(desk.store, (id) => view.change({ runs: [...view.state.runs, id] })),
    ...problems.map((problem) => element("p", { class: "banner", role: "alert" }, [problem])),
    ...(hasRuns ? partsOf(view) : []),
  );
  place.removeAttribute("aria-busy");
  for (const details of place.querySelectorAll<HTMLDetailsElement>("details[data-key]")) {
    if (open.has(details.dataset.key ?? "")) details.open = true;
  }
  const wanted = [...place.querySelectorAll<HTMLElement | SVGElement>("[data-key]")].find(
    (one) => one.dataset.key === focus,
  );
  if (wasInSearch) document.getElementById("compare-search")?.focus();
  else if (focus !== undefined) wanted?.focus({ preventScroll: true });
}

function partsOf(view: View): HTMLElement[] {
  const parts = [
    tools(view),
    ...rangeChips(view, "above"),
    resultsSection(view),
    outcomeSection(view),
    settingsSection("params", view),
    settingsSection("environment", view),
    curvesSection(view),
    axesSection(view),
    scatterSection(view),
    paretoSection(view),
  ];
  return parts.filter((one) => one !== null);
}

function tools(view: View): HTMLElement {
  const { state, lines, within, cols, base } = view;
  const exported = {
    lines: within,
    cols,
    base,
    here: location.href,
    address: (of: string) => new URL(view.link(of), location.href).href,
  };
  const copyLink = button(
    "Copy link",
    { key: "copy link" },
    () => void copyText(location.href, copyLink, "Copy it from the address bar"),
  );
  const copyTable = button(
    "Copy as Markdown",
    { key: "copy table" },
    () => void copyText(markdownOf(exported), copyTable),
  );
  const groups = groupings(view).map((name) => [name, name] as const);
  return element("div", { class: "compare-tools" }, [
    tick("Only what differs", { key: "diff", on: state.diff }, (diff) => view.change({ diff })),
    choice(
      "Base",
      {
        key: "base",
        options: [["none", "none"] as const, ...lines.slice(0, 500).map((line) => [line.id, line.name] as const)],
        chosen: base?.id ?? "none",
      },
      (id) => view.change({ base: id }),
    ),
    choice(
      "Group by",
      { key: "group", options: [["", "nothing"] as const, ...groups], chosen: state.group[0] ?? "" },
      (name) => view.change({ group: name === "" ? [] : [name], base: null }),
    ),
    element("span", { class: "exports" }, [
      copyLink,
      copyTable,
      button("CSV", { key: "csv" }, () => download("comparison.csv", csvOf(exported))),
      button("Start over", { key: "over" }, () => view.change({ ...parseState("") })),
    ]),
  ]);
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

async function curvesOf(
  runs: readonly ChosenRun[],
  store: Store,
): Promise<{ curves: View["curves"]; problems: string[] }> {
  const curves = new Map<string, View["curves"] extends ReadonlyMap<string, infer Own> ? Own : never>();
  const problems: string[] = [];
  for (const run of runs.slice(0, MOST_RUNS_WITH_CURVES)) {
    const part = run.data.runs.curves[run.at] ?? -1;
    if (part < 0) continue;
    try {
      const file = await store.curves(run.data.slug, part);
      const own = file.runs.find((one) => one.run === run.at);
      if (own !== undefined) curves.set(run.id, own.curves);
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  return { curves, problems: [...new Set(problems)] };
}

function unique(runs: readonly ChosenRun[]): ChosenRun[] {
  return [...new Map(runs.map((run) => [run.id, run])).values()];
}
