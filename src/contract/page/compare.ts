import { z } from "zod";
import { address, badge, link, maybe, number, page, phrase, text } from "../part.ts";

/**
 * The page on which any runs are compared. It says without a script where each experiment's runs are compared; the script puts
 * what the address asks for in its place.
 *
 * - `experiments`: the latest ones, each with the first part of its runs' ids. `runs`: how many it has, in words.
 * - `more`: in words, how many more there are; null when all are listed.
 */
export const comparePage = page("compare", {
  experiments: z.array(z.strictObject({ slug: text, comparison: link, runs: text })),
  more: maybe,
});

/** An index into `words`; -1 for nothing. */
const word = z.int();

/** A logged value that JSON has no number for: `NaN`, `Infinity`, `-Infinity`. */
const value = z.union([z.number(), z.enum(["NaN", "Infinity", "-Infinity"])]).nullable();

/**
 * A param, or a fact of the environment, of all runs of an experiment. `options`: each way in which it is written, with what it
 * means; `option`: by run the index of its own, -1 where the run has none; `at`: by run two numbers, which of `files` it stands
 * in and the fragment in it as a word.
 */
const setting = z.strictObject({
  name: text,
  options: z.array(z.tuple([text, z.union([z.number(), z.string(), z.boolean(), z.null()])])),
  option: z.array(z.int()),
  at: z.array(z.int()),
});

/**
 * A metric of all runs: by run its full value and the words that it is printed as, or why it has none; `at` as for params.
 *
 * - `how`: which point of the series that is, in words (`last`). `better`: `higher`, `lower` or `unknown`.
 */
const metric = z.strictObject({
  name: text,
  how: text,
  title: text,
  better: z.enum(["higher", "lower", "unknown"]),
  primary: z.boolean(),
  value: z.array(value),
  word: z.array(word),
  at: z.array(z.int()),
});

/** A row's number in one metric as the comparison states it: with its spread, and with its difference to the baseline's. */
const rowCell = z.strictObject({
  value,
  number,
  spread: number.nullable(),
  difference: z.array(number),
});

/**
 * The runs of one experiment in columns: what is at one place of each array belongs to one run.
 *
 * - `slug`: with a slash and a run's slug behind it, the run's id in addresses; its page is `runs/<slug>/<run>/`.
 * - `words`, `files`: texts and pages that columns name by index.
 * - `states`: what may be said of a run, `state` by run; `counts`: 1 for a run whose numbers count; `note`: why not.
 * - `curves`: by run the number of the file that has its curves, -1 where none are kept.
 * - `rows`: configurations, `runs` as indices; `cells` as `metrics`. `row`: by run the index of its own, -1 without one.
 * - `contests`: what a test says of one row against another in one metric.
 */
export const compareData = z.strictObject({
  slug: text,
  title: text,
  experiment: address,
  comparison: address,
  words: z.array(text),
  files: z.array(address),
  states: z.array(badge),
  runs: z.strictObject({
    slug: z.array(text),
    name: z.array(text),
    state: z.array(z.int()),
    counts: z.array(z.int()),
    note: z.array(word),
    row: z.array(z.int()),
    curves: z.array(z.int()),
  }),
  params: z.array(setting),
  environment: z.array(setting),
  metrics: z.array(metric),
  rows: z.array(
    z.strictObject({
      slug: text,
      name: text,
      baseline: z.boolean(),
      runs: z.array(z.int()),
      cells: z.array(rowCell.nullable()),
    }),
  ),
  contests: z.array(z.strictObject({ row: z.int(), against: z.int(), metric: text, outcome: text, because: phrase })),
});

/** Points in the order of the steps; `wall`: the first is a time in seconds, every other one how much later it is. */
const columns = {
  step: z.array(z.number()),
  value: z.array(z.union([z.number(), z.enum(["NaN", "∞", "−∞"])])),
  epoch: z.array(z.number()).optional(),
  wall: z.array(z.number()).optional(),
};

/**
 * Curves of some runs of an experiment. `points`: how many were logged, of which at most 300 are here; then `even` are means of
 * equally many neighbouring points each.
 */
export const compareCurves = z.strictObject({
  slug: text,
  part: z.int(),
  runs: z.array(
    z.strictObject({
      run: z.int(),
      curves: z.array(
        z.strictObject({
          metric: text,
          stepName: maybe,
          points: z.int(),
          ...columns,
          even: z.strictObject(columns).optional(),
        }),
      ),
    }),
  ),
});

/** Every run of the project for the search: by experiment its slug, its title, and its runs' slugs with their names. */
export const compareIndex = z.array(
  z.strictObject({ slug: text, title: text, runs: z.array(text), names: z.array(text) }),
);
