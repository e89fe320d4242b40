import { escapeUrl } from "../../markdown/escape.ts";
import { hostedCode, hostedSentence, hostedText } from "../../markdown/hosted-text.ts";
import type { Sentence } from "../../model/comparison.ts";
import { linesOf } from "../../model/evidence.ts";
import type { Quantity } from "../../model/quantity.ts";
import type { LinkWriter } from "../link-writer.ts";

/** Writes the links of an issue: it lies nowhere in the project, so that they are whole addresses or name the place. */
export interface IssueLinks {
  places: (spot: { file: string; line: number | null; endLine: number | null }) => string | null;
  derivation: (file: string) => string | null;
  writer: LinkWriter;
  /** `train.log:3` as a link, or as code. */
  spot(file: string, line: number | null): string;
}

/**
 * Links by the addresses of places; a place without one is named beside its number. `derivation`: where a number that was computed
 * from a file is taken apart, as project path and heading.
 */
export function issueLinks(at: Pick<IssueLinks, "places" | "derivation">): IssueLinks {
  const { places } = at;
  const spot = (file: string, line: number | null) => {
    const said = hostedCode(line === null ? file : `${file}:${line}`);
    const address = places({ file, line, endLine: line });
    return address === null ? said : `[${said}](${address})`;
  };
  const link = (quantity: Quantity) => linkTo(quantity, at);
  const writer: LinkWriter = {
    from: "",
    link,
    sentence: (sentence: Sentence) =>
      sentence.map((part) => (typeof part === "string" ? spaced(part) : link(part))).join(""),
    place: (markdown, file, ...[line, endLine = line]) => {
      const address = places({ file, line, endLine });
      return address === null ? markdown : `[${markdown}](${address})`;
    },
    definitions: () => "",
  };
  return { ...at, writer, spot };
}

/** A logged number leads to its line, one that was computed to the place that takes it apart, else to its first operand. */
function linkTo(quantity: Quantity, { places, derivation }: Pick<IssueLinks, "places" | "derivation">): string {
  const text = hostedText(quantity.text);
  const [evidence] = quantity.evidence;
  if (evidence === undefined) return text;
  const [page, heading] = (quantity.derived ? (derivation(evidence.file) ?? "") : "").split("#", 2);
  const whole = page === undefined || page === "" ? null : places({ file: page, line: null, endLine: null });
  if (whole !== null) return `[${text}](${whole}${heading === undefined ? "" : `#${escapeUrl(heading)}`})`;
  const lines = linesOf(evidence);
  const address = places({ file: evidence.file, line: lines?.line ?? null, endLine: lines?.endLine ?? null });
  if (address !== null) return `[${text}](${address})`;
  if (quantity.derived) return text;
  return `${text} (${hostedCode(lines === null ? evidence.file : `${evidence.file}:${lines.line}`)})`;
}

/** Escaping trims: blanks beside a number have to stay. */
function spaced(text: string): string {
  const inner = text.trim();
  if (inner === "") return text === "" ? "" : " ";
  return `${/^\s/.test(text) ? " " : ""}${hostedSentence(inner)}${/\s$/.test(text) ? " " : ""}`;
}
