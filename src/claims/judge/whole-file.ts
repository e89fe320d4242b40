import type { Candidate } from "../../model/claim.ts";
import { namesMetric, wordsOfText } from "../text/metric-word.ts";
import { surroundingText } from "../text/sentence.ts";
import { unitOfName } from "../text/unit.ts";
import { agrees, logged } from "../value/interval.ts";
import { pointsWith } from "../value/point.ts";
import type { Cited } from "./cited.ts";
import type { Judging } from "./judging.ts";

/** Why a number that links to a file as a whole is not judged. */
export const WHOLE_FILE = "the link names a file, not a line of it";

/** What a link to a file of one line cites: that line. A file of more lines gives what it gave; so does a binary one. */
export function withSoleLine({ context }: Judging, cited: Cited): Cited {
  const { address } = cited;
  if (address.line !== null) return cited;
  const [first, second] = [1, 2].map((line) => context.region({ file: address.file, line, endLine: line }));
  const isSole = first != null && second == null && !first.text.includes("\0");
  return isSole ? { ...cited, region: first, address: { ...address, line: 1, endLine: 1 } } : cited;
}

/** The value of the linked file that alone is the number under a name from the sentence; nothing when there are several. */
export function lineMeant(judging: Judging, { address, owners }: Cited): Candidate[] {
  const { found, document, scope } = judging;
  const [numeral, ...more] = found.numerals;
  if (numeral === undefined || more.length > 0) return [];
  const words = wordsOfText(surroundingText(document, found.claim.span.start));
  const points = owners.flatMap(({ compiled, runs }) =>
    runs.flatMap((run) =>
      run.metrics.flatMap((metric) => {
        if (metric.file !== address.file || namesMetric(words, metric.name) <= 0) return [];
        const unit = unitOfName(metric.name);
        const fitting = pointsWith({ scope, compiled, run, metric }, (value) => agrees(numeral, logged(value, unit)));
        return fitting.map((point) => ({ run, metric, point }));
      }),
    ),
  );
  const [only, ...others] = points;
  if (only === undefined || others.length > 0) return [];
  const { run, metric, point } = only;
  const { value, evidence } = point;
  const why = [`the sentence names ${metric.name}`, "no other line of the file says so"];
  return [{ selector: metric.name, value, evidence, run: run.name, metric: metric.name, score: 1, chance: 0, why }];
}
