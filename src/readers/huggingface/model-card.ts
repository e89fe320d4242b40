import type { Param } from "../../model/run.ts";

const HEADING = /^#{2,4}\s+Training hyperparameters\s*$/i;
const ITEM = /^- ([A-Za-z][\w ]*): (.*)$/;
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

/**
 * The hyperparameters that transformers.modelcard.TrainingSummary lists in a run's README.md, below the heading `Training
 * hyperparameters`: one `- name: value` a line.
 */
export function paramsOfCard(text: string, file: string): Param[] {
  const lines = text.split(/\r?\n/);
  const heading = lines.findIndex((line) => HEADING.test(line));
  if (heading < 0) return [];
  const params: Param[] = [];
  for (let at = heading + 1; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (line.startsWith("#")) break;
    const [, name = "", literal = ""] = ITEM.exec(line) ?? [];
    if (name === "") continue;
    const value = NUMBER.test(literal) ? Number(literal) : literal;
    params.push({ name, value, evidence: { file, locator: { kind: "line", line: at + 1 }, literal } });
  }
  return params;
}
