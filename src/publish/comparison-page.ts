import type { PageOf, Phrase } from "../contract/index.ts";
import { sayAccounting } from "../model/accounting.ts";
import { isSingle } from "../model/comparison.ts";
import { BEST_MEANS, hasMark, TIED, TIED_MEANS } from "../model/mark.ts";
import { saySpread } from "../model/spread.ts";
import { comparedMetrics } from "../report/column.ts";
import { leftOutView } from "../report/left-out-view.ts";
import { cautionTexts } from "../report/recommendation-view.ts";
import { rowNotes } from "../report/results-table.ts";
import { loneMetrics } from "../report/runs-table.ts";
import { comparisonDownloads } from "./comparison-files.ts";
import { constantsTable, outsideTable, paramsTable, resultTables } from "./comparison-table.ts";
import { contestPassage } from "./contest-passage.ts";
import type { PhraseWriter } from "./phrase-writer.ts";
import { phraseWriter } from "./phrase-writer.ts";
import { bestTable, runsTable } from "./run-table.ts";
import { trailOf } from "./trail.ts";
import type { View } from "./view.ts";

/** All tables of an experiment's comparison, down to every run with its own numbers, in the groups that the means are made of. */
export function comparisonPage(view: View): PageOf<"comparison"> {
  const { compiled, addresses } = view;
  const { experiment, comparison } = compiled;
  const experimentLink = { text: experiment.title, href: addresses.experiment(compiled) };
  const writer = phraseWriter(view);
  const [table = null, ...others] = resultTables(view);
  return {
    kind: "comparison",
    address: addresses.comparison(compiled),
    title: `Comparison: ${experiment.title}`,
    description: `Every run of ${experiment.title} with its numbers.`,
    trail: trailOf({ text: "Experiments", href: "experiments/" }, experimentLink),
    accounting: sayAccounting(comparison.accounting),
    experiment: experimentLink,
    downloads: comparisonDownloads(view),
    cautions: cautionTexts(compiled, writer.links).map(writer.phrase),
    table,
    notes: comparisonNotes(view, writer),
    others,
    contests: contestPassage(view, writer),
    params: paramsTable(view),
    leftOut: leftOutOf(view, writer),
    best: bestTable(view),
    runs: runsTable(view),
    constants: constantsTable(view),
    lone: loneMetrics(compiled, writer.links).map(({ name, values }) => writer.phrase(`${name}: ${values.join(", ")}`)),
    outside: outsideTable(view),
  };
}

/** What has to be known to read the tables: which point of a series is shown, what ± and the marks mean, what is odd about a row. */
export function comparisonNotes(view: View, { links, phrase }: PhraseWriter): Phrase[] {
  const { comparison } = view.compiled;
  const metrics = comparedMetrics(view.compiled);
  const used = comparison.rows.filter((row) => row.bucket === "used");
  if (metrics.length === 0 || used.length === 0) return [];
  const baseline = used.find((row) => row.baseline);
  const guessed = metrics.some(({ direction }) => direction.how === "inferred");
  const notes = [
    "Each value is the last one logged, unless the head of its column says otherwise.",
    ...metrics.flatMap((metric) => metric.notes),
    ...(guessed ? ["* Whether higher or lower is better was inferred from the metric's name."] : []),
    ...(used.some((row) => row.n > 1) ? [saySpread(comparison.spread)] : []),
    ...(used.some(isSingle) ? ["A row of one run has no spread."] : []),
    ...(hasMark(comparison, metrics, "best") ? [`best: ${BEST_MEANS}.`] : []),
    ...(hasMark(comparison, metrics, "tied") ? [`${TIED} ${TIED_MEANS}.`] : []),
    baseline === undefined
      ? "No baseline is named, so no differences are shown."
      : `Δ is the difference to ${baseline.name === "baseline" ? "the baseline" : `the baseline ${baseline.name}`}. In the metric that decides it is called better or worse, and is green or red, where a test says that it is more than noise; the others are not tested.`,
    ...(comparison.mixed.length === 0
      ? []
      : [
          `Other params differ within these rows: ${comparison.mixed.join(", ")}; a difference between rows may come from these.`,
        ]),
  ];
  const ofRows = rowNotes(view.compiled, links).map(({ name, note }) => phrase(`${name}: ${note}`));
  return [...[...new Set(notes)].map((note): Phrase => [note]), ...ofRows];
}

function leftOutOf(view: View, { links, phrase }: PhraseWriter): Phrase[] {
  const said = leftOutView(view.compiled, links) as null | {
    repeats: string[];
    own: string[];
    together: { leader: string; params: string[] }[];
  };
  if (said === null) return [];
  return [
    ...(said.repeats.length === 0 ? [] : [`Tell repeats apart and have no column: ${said.repeats.join(", ")}.`]),
    ...(said.own.length === 0 ? [] : [`Belong to single runs and have no column: ${said.own.join(", ")}.`]),
    ...said.together.map(
      ({ leader, params }) =>
        `Change only together with ${leader}, so that their effects cannot be told apart: ${params.join(", ")}.`,
    ),
  ].map(phrase);
}
