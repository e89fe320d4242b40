import type { Range } from "./compare-address.ts";
import { button, choice, element, section, tick, unseen } from "./compare-element.ts";
import { linesWithin, settingsOf, tellingFirst } from "./compare-model.ts";
import { MOST_DRAWN, threadsDrawing } from "./compare-threads.ts";
import type { Upright } from "./compare-upright.ts";
import { sayRange, uprightOf, withRange } from "./compare-upright.ts";
import type { View } from "./compare-view.ts";

const MOST_AXES = 6;
const MOST_METRICS = 2;

/** Every line as a thread through params and metrics; a range on an axis leaves only those lines that pass it. */
export function axesSection(view: View): HTMLElement | null {
  if (view.lines.length < 2) return null;
  const known = axisNames(view);
  const asked = view.state.axes ?? [];
  const names = asked.length > 0 ? asked.filter((one) => known.includes(one)) : axesAtFirst(known, view);
  if (names.length < 2) return null;
  const axes = names.map((name) => uprightOf(name, view.lines));
  const boxes = known.map((name) =>
    tick(name, { key: `axis ${name}`, on: names.includes(name) }, (on) =>
      view.change({ axes: known.filter((one) => (one === name ? on : names.includes(one))) }),
    ),
  );
  const said = element("p", { class: "note", role: "status" });
  const passing = (where: readonly Range[]) => new Set(linesWithin(view.lines, { ...view.state, where: [...where] }));
  const [first] = view.metrics;
  const isRanked = first !== undefined && first.better !== null;
  return section("axes", "Parallel coordinates", [
    element("p", { class: "note" }, [
      "Drag along an axis to keep only what passes; tables and drawings follow. ",
      isRanked ? `The better a line is in ${first.name}, the stronger its thread is.` : "",
      view.lines.length > MOST_DRAWN ? ` ${MOST_DRAWN} of ${view.lines.length} lines are drawn.` : "",
    ]),
    element("div", { class: "plot-tools" }, [
      element("details", { class: "options", "data-key": "axes" }, [
        element("summary", {}, [`Axes: ${names.length} of ${known.length}`]),
        element("div", { class: "ticks" }, boxes),
      ]),
      element("details", { class: "options", "data-key": "ranges" }, [
        element("summary", {}, ["Ranges by numbers"]),
        element(
          "div",
          { class: "ranges" },
          axes.map((axis) => rangeInputs(axis, view)),
        ),
      ]),
    ]),
    threadsDrawing(axes, view, { passing, said }),
    said,
    ...rangeChips(view, "below"),
  ]);
}

/** The ranges that were asked for, each with a button that takes it away. `where`: tells one place of them from another. */
export function rangeChips(view: View, where: string): HTMLElement[] {
  const { state } = view;
  if (state.where.length === 0) return [];
  const chips = state.where.map((range) => {
    const remove = button("×", { key: `chip ${where} ${range.name}`, class: "remove" }, () =>
      view.change({ where: withRange(state.where, range.name, null) }),
    );
    remove.append(unseen(` ${range.name} ${sayRange(range)}`));
    return element("li", { class: "range-chip" }, [element("span", {}, [range.name]), ` ${sayRange(range)} `, remove]);
  });
  const clear = button("Clear ranges", { key: `clear ${where}` }, () => view.change({ where: [] }));
  return [element("ul", { class: "range-chips", "aria-label": "Ranges" }, [...chips, element("li", {}, [clear])])];
}

/** Params that differ, those that tell most lines apart first, then the metrics of the table. */
function axisNames(view: View): string[] {
  const params = settingsOf(view.lines, "params").filter(
    (one) => !one.same && one.values.every((ways) => ways.length < 2),
  );
  return [...tellingFirst(params).map((one) => one.name), ...view.cols.map((one) => one.name)];
}

/** A metric that decides is what the others are looked at for, so it always has an axis. */
function axesAtFirst(known: readonly string[], { cols }: View): string[] {
  const metrics = new Set(cols.map((one) => one.name));
  const params = known.filter((name) => !metrics.has(name));
  const first = new Set([
    ...params.slice(0, MOST_AXES - MOST_METRICS),
    ...cols.slice(0, MOST_METRICS).map((one) => one.name),
  ]);
  const rest = known.filter((name) => !first.has(name)).slice(0, MOST_AXES - first.size);
  return known.filter((name) => first.has(name) || rest.includes(name));
}

function rangeInputs(axis: Upright, view: View): HTMLElement {
  const { name, options } = axis;
  const range = view.state.where.find((one) => one.name === name) ?? { name, low: null, high: null, is: null };
  const change = (what: Partial<Range>) =>
    view.change({ where: withRange(view.state.where, name, { ...range, ...what }) });
  if (options !== null) {
    const several =
      range.is !== null && range.is.length > 1 ? [[range.is.join(" or "), range.is.join(" or ")] as const] : [];
    const all = [["", "any"] as const, ...options.map((one) => [one, one] as const), ...several];
    return choice(name, { key: `is ${name}`, options: all, chosen: range.is?.join(" or ") ?? "" }, (value) =>
      change({ is: value === "" ? null : [value] }),
    );
  }
  const end = (label: string, key: "low" | "high") => {
    const input = element("input", {
      type: "text",
      inputmode: "decimal",
      "data-key": `${key} ${name}`,
      value: range[key] ?? "",
      size: 7,
    });
    input.addEventListener("change", () => {
      const value = Number(input.value.replace("−", "-").replace(",", "."));
      change({ [key]: input.value.trim() === "" || !Number.isFinite(value) ? null : value });
    });
    return element("label", {}, [element("span", {}, [label]), input]);
  };
  return element("fieldset", { class: "range" }, [
    element("legend", {}, [name]),
    end("from", "low"),
    end("to", "high"),
  ]);
}
