import { codeSpan, escapeText } from "../markdown/escape.ts";
import type { Importance, ParamShare } from "../model/importance.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { formatNumber } from "../model/quantity.ts";
import type { LinkWriter } from "./link-writer.ts";
import { tableMarkdown } from "./table.ts";

const MOST_PARAMS = 10;
const MOST_PAIRS = 5;

/**
 * The fields `importance` of templates, all Markdown; null where there is nothing to say.
 *
 * - `metric`, `runs` (`80 of 2000 runs`), `settings`, `outOfBag`: what the forest was fitted to and how well it predicts.
 * - `table`: share of variance by parameter; `rest`: how many more there are; `pairs`: of two beyond each alone.
 * - `joined`: whether some parameters always changed together; `logarithmic`: those on such a scale; `leftOut`: with reasons.
 * - `refusal`: why nothing is said, else null.
 */
export interface ImportanceView {
  metric: string;
  runs: string;
  settings: number;
  outOfBag: string | null;
  table: string;
  rest: number;
  pairs: string[];
  joined: boolean;
  logarithmic: string[];
  leftOut: string[];
  refusal: string | null;
}

/** Which params of an experiment's search explain its deciding metric. */
export function importanceView({ comparison }: CompiledExperiment, links: LinkWriter): ImportanceView | null {
  const { importance } = comparison;
  if (importance === null) return null;
  const shown = importance.params.slice(0, MOST_PARAMS);
  return {
    metric: codeSpan(importance.metric),
    runs: runsOf(importance),
    settings: importance.settings,
    outOfBag:
      importance.outOfBag === null ? null : formatNumber(importance.outOfBag, { decimals: 2, scientific: false }),
    table: shown.length === 0 ? "" : shareTable(shown),
    rest: importance.params.length - shown.length,
    pairs: importance.pairs.slice(0, MOST_PAIRS).map(({ names: [a, b], share }) => {
      return `${codeSpan(a)} with ${codeSpan(b)} ${percent(share)}`;
    }),
    joined: importance.params.some(({ names }) => names.length > 1),
    logarithmic: importance.params.filter(({ scale }) => scale === "log").map(({ name }) => codeSpan(name)),
    leftOut: importance.leftOut.map(({ name, reason }) => `${codeSpan(name)} (${escapeText(reason)})`),
    refusal: importance.refusal && links.sentence(importance.refusal),
  };
}

function runsOf({ fitted, of }: Importance): string {
  return fitted.length === of ? `${of} runs` : `${fitted.length} of ${of} runs, drawn with a fixed seed`;
}

function shareTable(params: readonly ParamShare[]): string {
  return tableMarkdown({
    head: ["Parameter", "Share of variance", "± over trees"],
    numeric: [false, true, true],
    rows: params.map(({ name, share, spread }) => [codeSpan(name), percent(share), percent(spread)]),
  });
}

function percent(share: number): string {
  return `${formatNumber(100 * share, { decimals: 1, scientific: false })} %`;
}
