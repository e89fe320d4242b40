import { z } from "zod";
import { VERDICTS } from "../model/claim.ts";
import { evidence, line, nullable, number, share, text } from "./shape.ts";

/** A claim with its verdict. */
export const claim = z.strictObject({
  id: text,
  kind: z.enum(["evidence", "derived", "cite", "span", "bare", "words"]),
  file: text,
  line,
  column: line,
  endLine: line,
  endColumn: line.describe("Exclusive, on the last line; 1-based, in UTF-16 units."),
  text,
  sentence: nullable(text).describe("The sentence or table cell around it, as it is written."),
  target: nullable(text),
  selector: nullable(text),
  section: nullable(text),
  region: nullable(text),
  verdict: z.enum(VERDICTS),
  value: nullable(number),
  unit: text.optional().describe("What the value is logged in, where that matters."),
  evidence: z.array(evidence),
  excerpt: nullable(z.strictObject({ file: text, line, endLine: line, text, hash: text })),
  candidates: z.array(
    z.strictObject({
      selector: text,
      value: number,
      evidence,
      run: text,
      metric: text,
      score: share.describe("How well the words around the claim agree with it."),
      chance: share.describe("How likely a number like the claim's agrees by accident."),
      why: z.array(text),
    }),
  ),
  score: nullable(share),
  diagnosis: nullable(text),
  reason: nullable(text),
});
