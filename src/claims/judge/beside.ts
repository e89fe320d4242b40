import type { DocumentLink } from "../../model/document.ts";
import type { Beside } from "../diagnose/diagnosis.ts";
import { parseAddress } from "../text/address.ts";
import { evaluate } from "../value/evaluate.ts";
import type { LineValue } from "../value/line-value.ts";
import { valuesOnLine } from "../value/line-value.ts";
import { runsOfFile, withRuns } from "../value/scope.ts";
import { formatExpression, parseExpression } from "../value/selector.ts";
import type { Cited } from "./cited.ts";
import type { Judging } from "./judging.ts";

/** The values that the links in the cells around a claim name: what a slip of the row or column would print. */
export function besideOf(judging: Judging): Beside[] {
  const { document, found } = judging;
  const { start } = found.claim.span;
  const own = document.links.find(({ span }) => span.start === start);
  if (own?.columnHead == null) return [];
  const inTable = document.links.filter(
    (link) => link !== own && link.columnHead != null && Math.abs(link.span.line - own.span.line) <= 1,
  );
  const inRow = inTable.filter(({ span }) => span.line === own.span.line);
  const left = inRow.filter(({ span }) => span.start < start).at(-1);
  const right = inRow.find(({ span }) => span.start > start);
  const inColumn = inTable.filter((link) => link.columnHead === own.columnHead && link.span.line !== own.span.line);
  return [
    ...(left === undefined ? [] : namedBy(judging, left, "the column before it")),
    ...(right === undefined ? [] : namedBy(judging, right, "the next column")),
    ...inColumn.flatMap((link) =>
      namedBy(judging, link, link.span.line < own.span.line ? "the row above" : "the row below"),
    ),
  ];
}

function namedBy({ scope, found }: Judging, link: DocumentLink, where: string): Beside[] {
  const address = parseAddress(found.claim.file, link.url);
  const expression = link.title === null ? null : parseExpression(link.title);
  if (address === null || expression === null) return [];
  const computed = evaluate(expression, withRuns(scope, runsOfFile(scope, address.file)));
  if (!computed.ok || computed.result.name !== null) return [];
  const { measured, operands } = computed.result;
  const [operand] = operands;
  const what =
    expression.kind === "selector" && operand !== undefined
      ? `${operand.metric.name} of ${operand.run.name}`
      : formatExpression(expression);
  return [{ name: `${what}, ${where}`, measured }];
}

/** The other values of a cited line, and those of the same name on the lines around it. */
export function besideLine(
  { context }: Judging,
  { address, region }: Cited,
  { values, hit }: { values: readonly LineValue[]; hit: LineValue },
): Beside[] {
  const { file, line } = address;
  const others = values
    .filter(({ label, measured }) => label !== null && label !== hit.label && measured.value !== hit.measured.value)
    .map(({ label, measured }) => ({ name: `${label} on the same line`, measured }));
  if (line === null || region === null || hit.label === null) return others;
  const around = [
    { at: region.line - 1, where: "the line above" },
    { at: region.endLine + 1, where: "the line below" },
  ];
  const near = around.flatMap(({ at, where }) => {
    const text = at < 1 ? "" : (context.region({ file, line: at, endLine: at })?.text ?? "");
    const same = valuesOnLine(text).filter(({ label }) => label === hit.label);
    return same.map(({ measured }) => ({ name: `${hit.label} on ${where}`, measured }));
  });
  return [...others, ...near];
}
