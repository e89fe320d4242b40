import { codeSpan, escapeText } from "../markdown/escape.ts";
import type { Row } from "../model/comparison.ts";
import { arrowOf } from "../model/direction.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { Dominated, Tradeoff } from "../model/tradeoff.ts";
import type { LinkWriter } from "./link-writer.ts";
import { rowLink } from "./row-name.ts";
import { tableMarkdown } from "./table.ts";

const MOST_ROWS = 12;
const MOST_DOMINATED = 8;
const MOST_DOMINATING = 2;

/**
 * The fields `tradeoff` of templates, all Markdown; null where there is nothing to say.
 *
 * - `objectives`: names with their directions; `how`: who chose them; `notWeighed`, `without`: what is left out, as sentences.
 * - `only`: the one row on the front, else null; `front`: the table of several; `trades`: a sentence for each step along it.
 * - `knee`: its row, else null; `dominated`: `x` by `y`, with what the runs say of it; `moreDominated`: how many others.
 * - `noise`: what is known of it, as sentences.
 */
export interface TradeoffView {
  objectives: string;
  how: string;
  notWeighed: string[];
  without: string | null;
  weighed: number;
  only: string | null;
  front: string;
  moreFront: number;
  trades: string[];
  knee: string | null;
  dominated: string[];
  moreDominated: number;
  noise: string | null;
}

/** The trade-off of an experiment's comparison. */
export function tradeoffView(compiled: CompiledExperiment, links: LinkWriter): TradeoffView | null {
  const { tradeoff, rows } = compiled.comparison;
  if (tradeoff === null) return null;
  const byId = new Map(rows.map((row) => [row.id, row]));
  const nameOf = (id: string) => codeSpan(byId.get(id)?.name ?? id);
  const front = tradeoff.front.flatMap((id) => byId.get(id) ?? []);
  const shown = shownOf(front, tradeoff);
  const dominated = tradeoff.dominated.slice(0, MOST_DOMINATED);
  const [first] = front;
  return {
    objectives: tradeoff.objectives
      .map(({ metric, direction }) => `${codeSpan(metric)} ${arrowOf(direction)}`)
      .join(", "),
    how: escapeText(tradeoff.how),
    notWeighed: tradeoff.notWeighed.map(({ metric, reason }) => `${codeSpan(metric)} (${escapeText(reason)})`),
    without: withoutOf(tradeoff, nameOf),
    weighed: tradeoff.weighed,
    only: front.length === 1 && first !== undefined ? rowLink(compiled, first, links) : null,
    front: front.length === 1 ? "" : frontTable(compiled, shown, links),
    moreFront: front.length - shown.length,
    trades: tradeoff.trades.map((trade) => links.sentence(trade)),
    knee: tradeoff.knee === null ? null : nameOf(tradeoff.knee),
    dominated: dominated.map((one) => sayDominated(one, nameOf)),
    moreDominated: tradeoff.dominated.length - dominated.length,
    noise: noiseOf(tradeoff),
  };
}

/** The front, or so many of its rows with both ends and the knee among them, the others evenly apart. */
function shownOf(front: readonly Row[], { knee }: Tradeoff): Row[] {
  if (front.length <= MOST_ROWS) return [...front];
  const places = Array.from({ length: MOST_ROWS }, (_, i) => Math.round((i * (front.length - 1)) / (MOST_ROWS - 1)));
  const chosen = new Set(places.map((place) => front[place]?.id));
  return front.filter(({ id }) => chosen.has(id) || id === knee);
}

function frontTable(compiled: CompiledExperiment, rows: readonly Row[], links: LinkWriter): string {
  const { tradeoff } = compiled.comparison;
  if (tradeoff === null) return "";
  return tableMarkdown({
    head: ["Row", ...tradeoff.objectives.map(({ metric, direction }) => `${codeSpan(metric)} ${arrowOf(direction)}`)],
    numeric: [false, ...tradeoff.objectives.map(() => true)],
    rows: rows.map((row) => [
      rowLink(compiled, row, links) + (row.id === tradeoff.knee ? " (knee)" : ""),
      ...tradeoff.objectives.map(({ metric }) => {
        const cell = row.cells[metric];
        const spread = cell?.spread ? ` ± ${links.link(cell.spread)}` : "";
        return cell?.quantity ? links.link(cell.quantity) + spread : "not logged";
      }),
    ]),
  });
}

function sayDominated({ row, by, more, certainty }: Dominated, nameOf: (id: string) => string): string {
  const shown = by.slice(0, MOST_DOMINATING);
  const rest = by.length - shown.length + more;
  const names = shown.map(nameOf).join(", ");
  const others = rest > 0 ? ` and ${rest} more` : "";
  const known = {
    apart: "",
    together: "; their runs do not tell them apart",
    unknown: "",
  }[certainty];
  return `${nameOf(row)} by ${names}${others}${known}`;
}

function withoutOf({ without }: Tradeoff, nameOf: (id: string) => string): string | null {
  if (without.length === 0) return null;
  const shown = without.slice(0, MOST_DOMINATED).map(({ row, metrics }) => {
    return `${nameOf(row)} (no finite ${metrics.map((metric) => codeSpan(metric)).join(", ")})`;
  });
  const more = without.length - shown.length;
  return shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function noiseOf({ singles, weighed, dominated }: Tradeoff): string | null {
  if (singles === weighed)
    return "Every row is a single run, so nothing is known of the noise: the order is that of the values.";
  const unknown = dominated.filter(({ certainty }) => certainty === "unknown").length;
  if (unknown === 0) return null;
  const rows = unknown === 1 ? "1 dominated row is" : `${unknown} dominated rows are`;
  return `${rows} behind by value only: there are too few runs to tell the difference from noise.`;
}
