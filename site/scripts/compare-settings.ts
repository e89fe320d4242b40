import { element, section, wideTable } from "./compare-element.ts";
import type { SettingLine } from "./compare-model.ts";
import { settingsOf, tellingFirst } from "./compare-model.ts";
import { placeOf } from "./compare-number.ts";
import type { View } from "./compare-view.ts";

/** So many lines stand side by side; of more, only how often each value comes up is shown. */
const MOST_COLUMNS = 12;
const LONGEST = 200;

/** Params, or the environment, of all lines: what differs, and on demand what does not. */
export function settingsSection(kind: "params" | "environment", view: View): HTMLElement | null {
  const settings = settingsOf(view.within, kind);
  if (settings.length === 0) return null;
  const title = kind === "params" ? "Parameters" : "Environment";
  const isOneLine = view.within.length < 2;
  const same = settings.filter((one) => one.same);
  const shown = view.state.diff && !isOneLine ? settings.filter((one) => !one.same) : settings;
  const isCounted = view.within.length > MOST_COLUMNS;
  const few = isCounted && view.state.diff ? shown.filter(isOnlyOfSome) : [];
  const main = tellingFirst(shown.filter((one) => !few.includes(one)));
  const table = isCounted ? countTable(main, title) : sideTable(shown, title, view);
  const hasDifferences = settings.some((one) => !one.same);
  return section(kind, title, [
    ...(hasDifferences || isOneLine
      ? []
      : [element("p", {}, [`Nothing that was recorded of ${kind === "params" ? "them" : "it"} differs.`])]),
    ...((isCounted ? main : shown).length === 0 ? [] : [table]),
    ...(few.length === 0
      ? []
      : [
          element("details", { class: "options", "data-key": `few ${kind}` }, [
            element("summary", {}, [`Only some have it, all in one way (${few.length})`]),
            countTable(few, `${title} that only some have`),
          ]),
        ]),
    ...(view.state.diff && !isOneLine && same.length > 0 ? [sameSettings(same, kind, view)] : []),
  ]);
}

/** What a model has that others lack sets it apart no further once it is known which model that is. */
function isOnlyOfSome({ values }: SettingLine): boolean {
  const own = values.filter((ways) => ways.length > 0);
  return own.length < values.length && new Set(own.map(textOf)).size === 1;
}

function sideTable(settings: readonly SettingLine[], caption: string, view: View): HTMLElement {
  const baseAt = view.base === null ? -1 : view.within.indexOf(view.base);
  const heads = view.within.map((line, at) =>
    element("th", { scope: "col" }, [line.name, ...(at === baseAt ? [element("small", {}, ["base"])] : [])]),
  );
  const rows = settings.map(({ name, values }) => {
    const base = textOf(values[baseAt]);
    const cells = values.map((ways, at) => {
      const isSame = at !== baseAt && baseAt >= 0 && textOf(ways) === base;
      return element("td", { class: isSame ? "same" : null }, waysPart(ways, view));
    });
    return element("tr", {}, [element("th", { scope: "row" }, [name]), ...cells]);
  });
  return wideTable(caption, element("tr", {}, [element("th", { scope: "col" }, ["Name"]), ...heads]), rows);
}

function countTable(settings: readonly SettingLine[], caption: string): HTMLElement {
  const rows = settings.map(({ name, values }) => {
    const counts = new Map<string, number>();
    for (const ways of values) counts.set(textOf(ways), (counts.get(textOf(ways)) ?? 0) + 1);
    const shown = [...counts].slice(0, 20).map(([text, count]) => `${shorten(text)} (${count})`);
    const left = counts.size - shown.length;
    const words = `${shown.join(", ")}${left > 0 ? `, and ${left} other values` : ""}`;
    return element("tr", {}, [element("th", { scope: "row" }, [name]), element("td", { class: "long" }, [words])]);
  });
  const head = element("tr", {}, [
    element("th", { scope: "col" }, ["Name"]),
    element("th", { scope: "col" }, ["Values, and how many have each"]),
  ]);
  return wideTable(caption, head, rows);
}

/** A value of a screenful stands whole on the page of its run. */
function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).toWellFormed()}…`;
}

function sameSettings(settings: readonly SettingLine[], kind: string, view: View): HTMLElement {
  const items = settings.map(({ name, values }) =>
    element("div", {}, [element("dt", {}, [name]), element("dd", {}, waysPart(values[0] ?? [], view))]),
  );
  return element("details", { class: "options", "data-key": `same ${kind}` }, [
    element("summary", {}, [`Same in all (${settings.length})`]),
    element("dl", { class: "facts" }, items),
  ]);
}

function textOf(ways: SettingLine["values"][number] | undefined): string {
  return (ways ?? []).map((one) => one.text).join(", ") || "–";
}

/** The ways in which a line's runs have a setting, each opening the line where the first run of it says so. */
function waysPart(ways: SettingLine["values"][number], view: View): (HTMLElement | string)[] {
  if (ways.length === 0) return ["–"];
  return ways.flatMap(({ text, run, at }, index) => {
    const href = placeOf(run.data, at, run.at);
    const part = href === null ? text : element("a", { class: "number", href: view.link(href) }, [text]);
    return index === 0 ? [part] : [", ", part];
  });
}
