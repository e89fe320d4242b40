import type { RunsData } from "../../src/contract/index.ts";
import { canCompare, choiceBox, runIdOf } from "./compare-choice.ts";
import { element } from "./compare-element.ts";

/** Makes the row of a run. `root` leads from the page to the site's root. */
export function openRunRow(data: RunsData, root: string): (at: number) => HTMLTableRowElement {
  const muted = new Set(data.muted);
  const hasChoice = canCompare();
  return (at) => {
    const experiment = data.experiments[data.experiment[at] ?? -1];
    const status = data.statuses[data.status[at] ?? -1];
    const name = data.name[at] ?? "";
    const address = `${experiment?.runs ?? ""}${data.page[at] ?? ""}`;
    const link = element("a", { href: root + address, title: name }, [name]);
    const id = hasChoice ? runIdOf(address) : null;
    const note = data.note[String(at)];
    return element("tr", { class: muted.has(at) ? "muted" : "plain" }, [
      element("th", { scope: "row", class: "start" }, [
        ...(id === null ? [] : [choiceBox(id, name)]),
        link,
        ...(note === undefined ? [] : [element("small", { title: note }, [note])]),
      ]),
      element("td", { class: "end" }, resultOf(data, at, root)),
      element("td", { class: "start" }, [
        element("span", { class: `badge ${status?.tone ?? "plain"}` }, [status?.text ?? ""]),
      ]),
      element("td", { class: "start", title: data.apart[at] ?? "" }, [data.apart[at] ?? ""]),
      element("td", { class: "start" }, [
        element("a", { href: root + (experiment?.href ?? ""), title: experiment?.text ?? "" }, [
          experiment?.text ?? "",
        ]),
      ]),
      element("td", { class: "end" }, [data.started[at] || "—"]),
    ]);
  };
}

function resultOf(data: RunsData, at: number, root: string): (Node | string)[] {
  const text = data.result[at] ?? null;
  if (text === null) return ["—"];
  const source = data.source[at] ?? null;
  const prefix = data.experiments[data.experiment[at] ?? -1]?.evidence ?? "";
  const metric = data.metrics[data.metric[at] ?? -1] ?? "";
  const number =
    source === null
      ? element("span", { class: "number" }, [text])
      : element("a", { class: "number", href: root + prefix + source, title: `Where ${metric} was logged` }, [text]);
  return [number, element("small", { title: metric }, [metric])];
}
