import type { Verdict } from "../model/claim.ts";
import type { Evidence } from "../model/evidence.ts";
import { sayPlace } from "../model/evidence.ts";
import type { Finding } from "../model/finding.ts";
import { textTable } from "./table.ts";
import { cutTo, displayWidth, visible } from "./width.ts";

/**
 * What stands around a claim: its sentence and the heads of its table cell; and the record or row of a binary file that its
 * evidence is, as text.
 */
export interface Around {
  sentence: string | null;
  columnHead: string | null;
  rowHead: string | null;
  record: string | null;
}

/** A log line is cut to so many columns around its value, a sentence to so many around the claim; the files have the rest. */
const WIDEST = 160;
const SENTENCE = 400;
const CANDIDATES = 5;
const LINES = 12;

/** The chain of a claim: its sentence, what the words name, the values they could mean, the evidence with its hash, the verdict. */
export function chainText(verdict: Verdict, around: Around, finding: Finding | null): string {
  const { claim, evidence, excerpt, value, candidates, score } = verdict;
  const heads = [
    ["column", around.columnHead],
    ["row", around.rowHead],
    ["section", claim.section],
    ["generated region", claim.region],
  ].flatMap(([name, text]) => (text ? [`${name} “${text}”`] : []));
  const fields: [string, string | null][] = [
    ["claim", `${claim.id} in ${claim.file}:${claim.span.line}:${claim.span.column}, ${KINDS[claim.kind]}`],
    ["sentence", around.sentence === null ? null : cutAround(around.sentence, claim.text, SENTENCE)],
    ["stands in", heads.length === 0 ? null : heads.join(", ")],
    ["text", claim.text],
    ["link", claim.target],
    ["selector", claim.selector],
    ["candidates", candidates.length === 0 ? null : candidates.slice(0, CANDIDATES).map(sayCandidate).join("\n")],
    ["value", value === null ? null : String(value)],
    ["evidence", evidence.length === 0 ? null : evidence.map(sayEvidence).join("\n")],
    [
      "excerpt",
      excerpt === null
        ? null
        : `${excerpt.file}:${excerpt.line}\n${cutLines(excerpt.text, evidence[0]?.literal ?? "")}`,
    ],
    ["record", around.record === null ? null : cutLines(around.record, evidence[0]?.literal ?? "")],
    ["hash", excerpt === null ? null : `${excerpt.hash} (of this excerpt alone)`],
    ["score", score === null ? null : `${score.toFixed(2)}, how surely the words lead to the evidence`],
    ["verdict", finding === null ? verdict.verdict : `${verdict.verdict} (${finding.code}: ${finding.message})`],
    ["why", [verdict.diagnosis, verdict.reason].filter((one) => one !== null).join("\n") || null],
    ["help", finding?.help || null],
  ];
  const width = Math.max(...fields.map(([label]) => label.length));
  return fields
    .flatMap(([label, content]) => (content === null || content === "" ? [] : block(label.padEnd(width), content)))
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}

/** Claims with their ids, one a line, for a place or an id that means several. */
export function claimList(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ claim, verdict, reason }) => [
    claim.id,
    `${claim.file}:${claim.span.line}:${claim.span.column}`,
    verdict === "exempt" && reason !== null ? `exempt: ${reason}` : verdict,
    claim.text.replace(/\s+/g, " "),
  ]);
  return textTable({ head: ["id", "place", "verdict", "text"], numeric: [], rows });
}

const KINDS: Record<Verdict["claim"]["kind"], string> = {
  evidence: "a number with a link to a file",
  derived: "a number computed from several",
  cite: "a cite: link that is not resolved yet",
  span: "a link to lines, without a number",
  bare: "a number without a link",
  words: "a comparison in words",
};

function block(label: string, content: string): string[] {
  return content
    .split(/\r?\n/)
    .map((line, index) => `${index === 0 ? label : " ".repeat(label.length)}  ${visible(line)}`);
}

function cutLines(text: string, value: string): string {
  const lines = text.split(/\r?\n/);
  const shown = lines.slice(0, LINES).map((line) => cutAround(line, value, WIDEST));
  return [...shown, ...(lines.length > LINES ? [`… and ${lines.length - LINES} more lines`] : [])].join("\n");
}

/** A text of at most so many columns in which a part can still be seen. */
function cutAround(text: string, part: string, columns: number): string {
  const at = text.indexOf(part);
  if (displayWidth(text) <= columns || at + part.length < columns - 1) return cutTo(text, columns);
  return `…${cutTo(text.slice(at - Math.min(at, Math.floor(columns / 3))), columns - 1)}`;
}

function sayEvidence(one: Evidence): string {
  return `${sayPlace(one)}  ${cutTo(one.literal.replace(/\s+/g, " "), WIDEST)}`;
}

function sayCandidate({ selector, value, score, chance, why, evidence }: Verdict["candidates"][number]): string {
  const odds = chance < 1 ? `, by chance ${Number((chance * 100).toPrecision(2))} %` : "";
  const lines = [`${selector} = ${value} (score ${score.toFixed(2)}${odds})`, ...why.map((one) => `  ${one}`)];
  return [...lines, `  ${sayEvidence(evidence)}`].join("\n");
}
