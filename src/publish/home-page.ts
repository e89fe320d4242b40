import type {
  ExperimentCard,
  FindingState,
  PageOf,
  Phrase,
  SiteCoverage,
  SiteEntry,
  SiteFinding,
  SiteLink,
  SiteTable,
} from "../contract/index.ts";
import type { Accounting } from "../model/accounting.ts";
import { addAccountings, sayAccounting } from "../model/accounting.ts";
import { compareText } from "../model/finding.ts";
import type { RunEntry } from "./run-entry.ts";
import { latestFirst } from "./runs-page.ts";
import { sayCount } from "./say.ts";
import { trailOf } from "./trail.ts";

const MOST_FOUND = 20;
const MOST_OPEN = 10;
const MOST_RECORDS = 5;
const MOST_LATEST = 6;

const STATES: [FindingState, string][] = [
  ["open", "Open"],
  ["confirmed", "Confirmed"],
  ["rejected", "Rejected"],
  ["not decidable", "Not decidable"],
  ["no hypothesis", "Without a hypothesis"],
];

/** What home is made of. `records`: the best so far in each metric that several experiments share; `runs`: all of them. */
export interface HomeInput {
  title: string;
  description: string | null;
  coverage: SiteCoverage | null;
  experiments: readonly { card: ExperimentCard; accounting: Accounting }[];
  open: readonly SiteEntry[];
  runs: readonly RunEntry[];
  recent: SiteTable | null;
  records: readonly Phrase[];
  findings: readonly SiteFinding[];
}

/** The page that one opens first: what was found lately, what is open, how much of it is checked. */
export function homePage(input: HomeInput): PageOf<"home"> {
  const accounting = sayAccounting(addAccountings(input.experiments.map((one) => one.accounting)));
  const cards = byLatest(input.experiments.map((one) => one.card));
  const shown = foremost(cards);
  const rest = cards.length - shown.length;
  const hidden = input.open.length - MOST_OPEN;
  return {
    kind: "home",
    address: "",
    title: input.title,
    description: input.description ?? `What was found, and the log line behind every number. ${accounting}.`,
    trail: [],
    accounting,
    coverage: input.coverage,
    found: byState(shown),
    more: rest === 0 ? null : { text: `All ${sayCount(cards.length, "experiment")}`, href: "experiments/" },
    latest: latestOf(input.runs),
    records: input.records.slice(0, MOST_RECORDS),
    open: input.open.slice(0, MOST_OPEN),
    moreOpen: hidden <= 0 ? null : { text: `${hidden} more`, href: "journal/#open" },
    recent: input.recent,
    findings: [...input.findings],
  };
}

/** The list of experiments, by what became of them, the latest first. */
export function experimentsPage(
  experiments: readonly ExperimentCard[],
  accounting: string,
  also: readonly SiteLink[],
): PageOf<"experiments"> {
  return {
    kind: "experiments",
    address: "experiments/",
    title: "Experiments",
    description: "Each experiment with its question and what came out.",
    trail: trailOf(),
    accounting,
    also: [...also],
    groups: byState(byLatest(experiments)),
  };
}

/** What the latest runs brought: the day of the last one, and how many runs of which status each experiment got on that day. */
function latestOf(runs: readonly RunEntry[]): Phrase[] {
  const last = runs.map((run) => run.started.slice(0, 10)).reduce((a, b) => (a > b ? a : b), "");
  if (last === "") return [];
  const touched = [...Map.groupBy(latestFirst(runs.filter((run) => run.started.startsWith(last))), hrefOf).values()];
  const said = touched.slice(0, MOST_LATEST).flatMap((own): Phrase[] => {
    const [first] = own;
    return first === undefined ? [] : [[first.experiment, `: ${sayCount(own.length, "run")}, ${statusesOf(own)}`]];
  });
  const rest = touched.length - said.length;
  const silent = runs.filter(({ started }) => started === "").length;
  const head = `The latest runs are of ${last}, in ${sayCount(touched.length, "experiment")}.${saySilent(silent, runs.length)}`;
  return [[head], ...said, ...(rest === 0 ? [] : [[`and ${rest} more`]])];
}

function saySilent(silent: number, all: number): string {
  return silent === 0 ? "" : ` Of ${sayCount(all, "run")} ${silent} ${silent === 1 ? "does" : "do"} not say when.`;
}

function hrefOf(run: RunEntry): string {
  return run.experiment.href;
}

/** `4 finished, 3 failed (1 diverged)`; `all finished` where there is nothing to tell apart. */
function statusesOf(runs: readonly RunEntry[]): string {
  const [only, ...others] = countedBy(runs, ({ status }) => (FAILED.has(status.text) ? "failed" : status.text));
  if (only === undefined) return "";
  const said = [only, ...others].map(({ text, some }) => {
    const hows = countedBy(some, ({ status }) => status.text).filter((one) => one.text !== text);
    const how = hows.map((one) => `${one.some.length} ${one.text}`).join(", ");
    return { text, count: some.length, how: how === "" ? "" : ` (${how})` };
  });
  if (others.length > 0) return said.map(({ text, count, how }) => `${count} ${text}${how}`).join(", ");
  return said.map(({ text, count, how }) => `${count > 1 ? "all " : ""}${text}${how}`).join("");
}

/** What the accounting of runs, which stands on the same page, counts as failed. */
const FAILED: ReadonlySet<string> = new Set(["failed", "killed", "diverged"]);

/** Runs by a word, those that are most first. */
function countedBy(runs: readonly RunEntry[], word: (run: RunEntry) => string) {
  const groups = [...Map.groupBy(runs, word)].map(([text, some]) => ({ text, some }));
  return groups.sort((a, b) => b.some.length - a.some.length || compareText(a.text, b.text));
}

function byState(cards: readonly ExperimentCard[]): PageOf<"home">["found"] {
  const groups = Map.groupBy(cards, (card) => card.state);
  return STATES.flatMap(([state, title]) => {
    const some = groups.get(state) ?? [];
    return some.length === 0 ? [] : [{ state, title, cards: some }];
  });
}

/** The latest that asked something, and where these are few the latest others; they stay in their order. */
function foremost(cards: readonly ExperimentCard[]): ExperimentCard[] {
  const isAsked = (card: ExperimentCard) => card.state !== "no hypothesis";
  const ranked = [...cards.filter(isAsked), ...cards.filter((card) => !isAsked(card))];
  const chosen = new Set(ranked.slice(0, MOST_FOUND));
  return cards.filter((card) => chosen.has(card));
}

/** The latest first; those of one time by their address. */
function byLatest(experiments: readonly ExperimentCard[]): ExperimentCard[] {
  return [...experiments].sort((a, b) => compareText(b.latest ?? "", a.latest ?? "") || compareText(a.href, b.href));
}
