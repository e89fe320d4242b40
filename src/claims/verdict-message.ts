import type { Verdict } from "../model/claim.ts";
import { inDigits } from "../model/quantity.ts";
import type { RuleId } from "../model/rule.ts";
import { baseName } from "../model/tree.ts";

/** What a verdict is in one sentence, and why, as notes of one line each. */
export interface Saying {
  message: string;
  notes: string[];
}

/** A claim's text is not quoted further than this. */
const LONGEST = 80;
const SHOWN = 3;

/**
 * Says what a text states and what its evidence states, then why: the diagnosis, what was locked, the operands, what else fits.
 * `isRight`: the number is as its evidence has it, so that something else is wrong; `expected`: what should stand there.
 */
export function sayVerdict(
  verdict: Verdict,
  code: RuleId,
  { isRight, expected }: { isRight: boolean; expected: string | null },
): Saying {
  const { claim, reason, diagnosis, candidates } = verdict;
  const says = sayClaim(verdict);
  const [, why = "", remembered = null] = /^(.*?)(?:;? ?\bit said: (.*))?$/s.exec(reason ?? "") ?? [];
  const said = remembered === null ? [] : [`when it was locked, the cited line said: ${remembered}`];
  const notes = [diagnosis ?? "", ...operandNote(verdict), ...said];
  const value = sayValue(verdict, expected);
  switch (code) {
    case "claim/contradicted":
    case "claim/wrong-run":
      if (claim.kind === "words" || value === null || isSetting(verdict) || (diagnosis === null && isRight))
        return saying(`${says}, but ${why || "its evidence does not"}`, notes);
      return saying(`${says}, ${value}`, [why, ...notes]);
    case "claim/stale":
      if (value === null) return saying(`${says}, but ${why || "its evidence has changed"}`, notes);
      return saying(`${says}, ${value} now`, [why, ...notes]);
    case "claim/moved":
      return saying(`what ${claim.text || claim.target} cites has ${reason}`, []);
    case "claim/unresolved":
      return saying(`${claim.target} is not resolved yet`, [why, ...notes]);
    case "claim/ambiguous":
      return saying(`${says}, and several values could be meant`, [why, ...candidates.map(sayCandidate)]);
    case "claim/unbound":
    case "claim/whole-file":
      if (claim.kind !== "bare") return saying(`${says}, but ${why || "nothing says where it comes from"}`, notes);
      if (candidates.length === 0) return saying(`${says} without evidence`, [why]);
      return saying(`${says} without evidence`, candidates.slice(0, SHOWN).map(sayCandidate));
    case "claim/attested":
      return saying(`${says}, which cannot be checked here: ${why}`, notes);
    default:
      return saying(`${says}, but ${why || verdict.verdict}`, notes);
  }
}

/** `mean(wide/test/auc) = 0.87 (score 0.91, chance 2 %: the sentence names wide)` */
export function sayCandidate({ selector, value, score, chance, why }: Verdict["candidates"][number]): string {
  const odds = chance < 1 && !why.some((one) => one.includes("by chance")) ? `, by chance ${sayChance(chance)}` : "";
  const because = why.length === 0 ? "" : `: ${why.join(", ")}`;
  return `it may be ${selector} = ${inDigits(value)} (score ${score.toFixed(2)}${odds}${because})`;
}

/** A probability as people read it. */
export function sayChance(chance: number): string {
  if (chance < 0.0001) return "below 0.01 %";
  return `${Number((chance * 100).toPrecision(2))} %`;
}

/** Whether a verdict is about a setting that no run has, or not the one that is named; runs may have several others. */
export function isSetting({ claim, reason }: Verdict): boolean {
  return claim.kind === "bare" && /^(?:no run has|\S+ does not have) /.test(reason ?? "");
}

function saying(message: string, notes: readonly string[]): Saying {
  const said = notes.map((note) => note.trim()).filter((note) => note !== "" && !message.includes(note));
  return { message, notes: [...new Set(said)] };
}

/** `report says 0.87`; words are quoted, and a link without words is named by where it goes. */
function sayClaim({ claim }: Verdict): string {
  const name = baseName(claim.file).replace(/\.[^.]*$/, "");
  const text = claim.text.replace(/\s+/g, " ").trim();
  const cut = text.length > LONGEST ? `${[...text].slice(0, LONGEST - 1).join("")}…` : text;
  if (cut === "") return `${name} cites ${claim.target ?? "nothing"}`;
  if (claim.kind === "span") return `${name} cites evidence for “${cut}”`;
  return claim.kind === "words" ? `${name} says “${cut}”` : `${name} says ${cut}`;
}

/**
 * `the log says 0.8612`; a table or settings file is called by its name; a computed value has enough digits to differ. One in
 * another unit than the text has is said in both: `the log says 595779, which is 9.930 minutes`.
 */
function sayValue(verdict: Verdict, expected: string | null): string | null {
  const { value, evidence, claim } = verdict;
  if (value === null) return null;
  const [first, ...others] = evidence;
  if (others.length > 0 || claim.kind === "derived" || first === undefined)
    return `it computes to ${inDigits(value)}${inUnit(value, expected)}`;
  const name = baseName(first.file);
  const literal = Number(first.literal) === value ? first.literal : inDigits(value);
  return `${/\.(?:log|txt|out|jsonl)$/i.test(name) ? "the log" : name} says ${literal}${inUnit(value, expected)}`;
}

/** What should stand in the text, where its number is not nearly the value: then another unit is behind it. */
function inUnit(value: number, expected: string | null): string {
  const number = Number(
    /[+−-]?\d[\d,_]*(?:\.\d+)?/
      .exec(expected ?? "")?.[0]
      .replace("−", "-")
      .replace(/[,_]/g, ""),
  );
  const isNear = (other: number) => Math.abs(other - value) <= 0.2 * Math.abs(value);
  // Everybody reads 0.87 as 87 %.
  const isSame = isNear(number) || isNear(number / 100) || !Number.isFinite(number) || number === 0;
  return isSame ? "" : `, which is ${expected}`;
}

/** What a computed value was computed of. */
function operandNote({ claim, evidence }: Verdict): string[] {
  if (claim.kind === "words" || evidence.length === 0 || (claim.kind !== "derived" && evidence.length < 2)) return [];
  const values = evidence.slice(0, 8).map((one) => one.literal);
  const more = evidence.length > values.length ? ` and ${evidence.length - values.length} more` : "";
  const of = claim.selector === null ? "it is computed" : claim.selector;
  return [`${of} of ${evidence.length === 1 ? "1 value" : `${evidence.length} values`}: ${values.join(", ")}${more}`];
}
