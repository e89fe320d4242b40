import type { Comparison, Row } from "../../model/comparison.ts";
import type { Figure } from "../../model/project.ts";
import { sayLeftOut } from "./left-out.ts";
import { cellSources } from "./rows.ts";
import { grouped, rowsOf, slugOf } from "./words.ts";

const MOST_DOMINATED = 400;

/** The rows in the plane of the first two objectives, with their front; null where nothing is weighed. */
export function planPareto({ tradeoff }: Comparison, rows: Row[]): Figure | null {
  const [first, second] = tradeoff?.objectives ?? [];
  if (tradeoff === null || first === undefined || second === undefined) return null;
  const beaten = tradeoff.dominated.slice(0, MOST_DOMINATED).map(({ row }) => row);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const shown = [...tradeoff.front, ...beaten].flatMap((id) => byId.get(id) ?? []);
  const without = new Map(tradeoff.without.map(({ row, metrics }) => [row, metrics]));
  const able = [...tradeoff.front, ...tradeoff.dominated.map(({ row }) => row)].flatMap((id) => byId.get(id) ?? []);
  const lacks = (row: Row) => `no finite ${without.get(row.id)?.join(", ") ?? "value"}`;
  const all = [...able, ...tradeoff.without.flatMap(({ row }) => byId.get(row) ?? [])];
  const plane = tradeoff.objectives.length === 2;
  const others = tradeoff.objectives.slice(2).map(({ metric }) => metric);
  const caption = [
    `${first.metric} against ${second.metric} of ${rowsOf(shown.length, tradeoff.weighed + tradeoff.without.length)}.`,
    `Filled: the ${grouped(tradeoff.front.length)} on the front${plane ? ", joined by a line" : ""}; hollow: dominated.${tradeoff.knee === null ? "" : " Ring: the knee."}`,
    plane
      ? ""
      : `The front is one of all objectives, ${others.join(", ")} too, so rows on it may lie behind others here.`,
    shown.some((row) => row.n > 1) ? "Lines through a point: ± sample standard deviation." : "",
    sayLeftOut({ all, having: able, shown, lacks }),
  ];
  return {
    id: `pareto-${slugOf(first.metric)}-${slugOf(second.metric)}`,
    kind: "pareto",
    title: `${first.metric} against ${second.metric}`,
    metric: first.metric,
    rows: shown.map((row) => row.id),
    caption: [caption.filter(Boolean).join(" ")],
    sources: [...cellSources(first.metric, shown), ...cellSources(second.metric, shown)],
  };
}
