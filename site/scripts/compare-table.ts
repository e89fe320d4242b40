import { button, element, section, tick, unseen, wideTable } from "./compare-element.ts";
import type { Line, MetricHead } from "./compare-model.ts";
import { CONFIGURATION, cellOf, wholeRows } from "./compare-model.ts";
import type { ShownCell } from "./compare-number.ts";
import type { View } from "./compare-view.ts";
import { arrowOf, COMPUTED, differencesPart, nameOf, numberPart } from "./compare-view.ts";
import { formatSorting, markOf, nextSorting, parseSorting } from "./sorting.ts";

const MOST_LINES = 200;

/** The lines with their metrics, and below each number its difference to the base. */
export function resultsSection(view: View): HTMLElement {
  const { cols, within, lines, state } = view;
  const cells = new Map(within.map((line) => [line, cols.map((head) => cellOf(line, head, view.base))]));
  const isSame = cols.map(
    (_, at) => state.diff && within.length > 1 && areSame([...cells.values()].map((one) => one[at])),
  );
  const shown = cols.filter((_, at) => !isSame[at]);
  const rows = within.slice(0, MOST_LINES).map((line) =>
    rowOf(
      line,
      (cells.get(line) ?? []).filter((_, at) => !isSame[at]),
      view,
    ),
  );
  const left = within.length - rows.length;
  const counted =
    within.length === lines.length ? "" : `${within.length} of ${lines.length} lie in the ranges asked for. `;
  const all = [...cells.values()].flat().flatMap((cell) => [cell.number, cell.spread, ...cell.differences]);
  const hasComputed = all.some((one) => one?.of != null);
  const notes = [
    counted,
    left > 0 ? `${rows.length} of ${within.length} are shown; ranges and groups make them fewer. ` : "",
    view.base === null || within.length < 2 ? "" : `Below a number: its difference to ${view.base.name}. `,
    hasComputed ? `${COMPUTED} was computed in this browser from the numbers that it opens. ` : "",
    `Every ${hasComputed ? "other " : ""}number is as the site's build made it.`,
  ];
  return section("results", "Results", [
    metricChoice(view),
    wideTable("Results", headOf(shown, view), rows),
    element("p", { class: "note" }, [notes.join("")]),
    ...sameMetrics(
      cols.filter((_, at) => isSame[at]),
      view,
    ),
  ]);
}

/** What a test says of the configurations all of whose runs are chosen; where there is nothing to test, why not. */
export function outcomeSection(view: View): HTMLElement {
  const names: Record<string, string> = { better: "good", worse: "bad", equivalent: "info", "not decidable": "warn" };
  const items = [...new Set(view.runs.map((run) => run.data))].flatMap((data) => {
    const whole = wholeRows(view.runs, data);
    const known = data.contests.filter(({ row, against }) => whole.has(row) && whole.has(against));
    return known.map(({ row, against, metric, outcome, because }) =>
      element("li", {}, [
        element("strong", {}, [`${data.rows[row]?.name} against ${data.rows[against]?.name}`]),
        ` in ${metric}: `,
        element("span", { class: `badge ${names[outcome] ?? "plain"}` }, [outcome]),
        " ",
        ...because.map((part) => {
          if (typeof part === "string") return part;
          const href = part.href === null ? null : view.link(part.href);
          return element(href === null ? "span" : "a", { href, class: "verdict" in part ? "number" : null }, [
            part.text,
          ]);
        }),
      ]),
    );
  });
  if (items.length > 0) return section("outcomes", "What a test says", [element("ul", { class: "outcomes" }, items)]);
  return section("outcomes", "What a test says", [element("p", {}, [sayUntested(view)])]);
}

function sayUntested({ lines }: View): string {
  if (lines.length < 2) return "There is nothing here to test it against: add another run or configuration.";
  return lines.every((line) => line.runs.length === 1)
    ? "One run a side: no test. A difference between two runs may be no more than what another seed would change."
    : "No test: these are not all the runs of two configurations that were tested against each other.";
}

function metricChoice(view: View): HTMLElement {
  const { metrics, cols } = view;
  const chosen = new Set(cols.map((one) => one.name));
  const boxes = metrics.map(({ name }) =>
    tick(name, { key: `col ${name}`, on: chosen.has(name) }, (on) => {
      if (on) chosen.add(name);
      else chosen.delete(name);
      view.change({ cols: metrics.map((one) => one.name).filter((one) => chosen.has(one)) });
    }),
  );
  return element("details", { class: "options", "data-key": "cols" }, [
    element("summary", {}, [`Metrics: ${cols.length} of ${metrics.length}`]),
    element("div", { class: "ticks" }, boxes),
  ]);
}

function headOf(cols: readonly MetricHead[], view: View): HTMLTableRowElement {
  const sorting = parseSorting(view.state.sort);
  const isGrouped = view.lines.some((line) => line.runs.length > 1);
  const heads = cols.map((head) => {
    const { name, title, hows } = head;
    const way = markOf(sorting, name);
    const next = formatSorting(nextSorting(sorting, name, "number"));
    const press = button(name, { key: `sort ${name}`, class: null }, () => view.change({ sort: next }));
    const note = element("small", {}, [`${arrowOf(head)}${hows.join(", ")}${head.primary ? " · decides" : ""}`]);
    return element("th", { scope: "col", class: "end", title, "aria-sort": way }, [press, note]);
  });
  const count = isGrouped ? [element("th", { scope: "col", class: "end" }, ["Runs"])] : [];
  return element("tr", {}, [element("th", { scope: "col" }, [isGrouped ? "Group" : "Run"]), ...count, ...heads]);
}

function rowOf(line: Line, cells: readonly ShownCell[], view: View): HTMLTableRowElement {
  const isBase = line === view.base;
  const isGrouped = view.lines.some((one) => one.runs.length > 1);
  const count = isGrouped ? [element("td", { class: "end" }, [String(line.runs.length)])] : [];
  return element("tr", { class: isBase ? "strong" : null, "data-line": line.id }, [
    lineHead(line, view),
    ...count,
    ...cells.map((cell) => cellPart(cell, view)),
  ]);
}

function lineHead(line: Line, view: View): HTMLElement {
  const isBase = line === view.base;
  const [first] = line.runs;
  const base = button("Base", { key: `base ${line.id}`, "aria-pressed": String(isBase) }, () =>
    view.change({ base: isBase ? "none" : line.id }),
  );
  base.append(unseen(` ${line.name}`));
  const remove = button("Remove", { key: `remove ${line.id}` }, () => view.change({ runs: without(line, view) }));
  remove.append(unseen(` ${line.name}`));
  const state = first === undefined ? undefined : first.data.states[first.data.runs.state[first.at] ?? -1];
  const counts = line.runs.every(({ data, at }) => data.runs.counts[at] === 1);
  const badges =
    counts || state === undefined ? [] : [" ", element("span", { class: `badge ${state.tone}` }, [state.text])];
  const note = first === undefined ? undefined : first.data.words[first.data.runs.note[first.at] ?? -1];
  const below = note === undefined || line.runs.length > 1 ? [] : [element("small", {}, [note])];
  const tools = element("span", { class: "line-tools" }, [base, remove]);
  return element("th", { scope: "row" }, [nameOf(line, view), ...badges, ...below, tools]);
}

/** What was asked for, without the runs of a line: a configuration that one of them is of becomes its other runs. */
function without(line: Line, { runs, state }: View): string[] {
  const gone = new Set(line.runs.map((run) => run.id));
  const kept = runs.filter((run) => !gone.has(run.id)).map((run) => run.id);
  const isPlain = state.runs.every((id) => runs.some((run) => run.id === id));
  return isPlain ? state.runs.filter((id) => !gone.has(id)) : kept;
}

function cellPart(cell: ShownCell, view: View): HTMLElement {
  const { number, spread, differences, tone, missing } = cell;
  if (number === null) return element("td", { class: "end" }, [element("span", { class: "missing" }, [missing])]);
  const main =
    spread === null ? [numberPart(number, view)] : [numberPart(number, view), " ± ", numberPart(spread, view)];
  if (differences.length === 0) return element("td", { class: "end" }, main);
  const said = tone === null ? [] : [` ${tone}`];
  return element("td", { class: "end" }, [
    ...main,
    element("small", { class: tone }, [...differencesPart(differences, view), ...said]),
  ]);
}

function areSame(cells: readonly (ShownCell | undefined)[]): boolean {
  const texts = new Set(cells.map((cell) => (cell?.number == null ? `— ${cell?.missing}` : String(cell.number.value))));
  return texts.size === 1;
}

function sameMetrics(heads: readonly MetricHead[], view: View): HTMLElement[] {
  if (heads.length === 0) return [];
  const [line] = view.within;
  const items = heads.map((head) => {
    const cell = line === undefined ? null : cellOf(line, head, null);
    const value = cell?.number == null ? (cell?.missing ?? "") : numberPart(cell.number, view);
    return element("div", {}, [element("dt", {}, [head.name]), element("dd", {}, [value])]);
  });
  return [
    element("details", { class: "options", "data-key": "same metrics" }, [
      element("summary", {}, [`Metrics that are the same in all (${heads.length})`]),
      element("dl", { class: "facts" }, items),
    ]),
  ];
}

/** The groupings that the chosen runs allow. */
export function groupings(view: View): string[] {
  const params = new Set(view.runs.flatMap(({ data }) => data.params.map((one) => one.name)));
  const varying = [...params].filter((name) => {
    const texts = view.runs.map(({ data, at }) => {
      const setting = data.params.find((one) => one.name === name);
      return setting?.options[setting.option[at] ?? -1]?.[0];
    });
    const ways = new Set(texts).size;
    return ways > 1 && ways < view.runs.length;
  });
  return [CONFIGURATION, ...varying];
}
