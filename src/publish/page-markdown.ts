import type {
  ClaimCard,
  Exclusion,
  ExperimentCard,
  Fact,
  Page,
  Phrase,
  SiteEntry,
  SiteFigure,
  SiteFinding,
  SiteLink,
  SiteNumber,
  SiteTable,
} from "../contract/index.ts";
import { codeSpan, escapeCell, escapeText } from "../markdown/escape.ts";
import { markdownOfHtml } from "./html-markdown.ts";
import { rootOf, twinAddress, twinLink } from "./page-link.ts";
import type { PartName } from "./page-shape.ts";
import { fieldsOf, shapeOf } from "./page-shape.ts";

type Schema = Parameters<typeof shapeOf>[0];

/** A value of a page's data with its schema, the name of its field and how deep its heading is. */
interface Field {
  schema: Schema;
  value: unknown;
  name: string;
  depth: number;
}

const DEEPEST = 4;
/** Ids are for links inside of the HTML. */
const UNSAID = new Set(["id", "toc", "neighbours", "row"]);

/**
 * A page as Markdown: its title, what it says, and every field of its data in the order of the contract. Numbers link to their
 * evidence, links between pages lead to their Markdown.
 */
export function pageMarkdown(page: Page): string {
  const { address, title, description } = page;
  const record = page as unknown as Record<string, unknown>;
  const isProse = page.kind === "document";
  const trail = page.trail.map(({ text, href }) => twinLink(text, href, address)).join(" / ");
  const head = [`# ${escapeText(title)}`, escapeText(description), trail];
  const fields = fieldsOf(page).flatMap(([name, schema]) =>
    block({ schema, value: record[name], name, depth: 2 }, page),
  );
  const body = isProse ? fields.map((text, at) => (at === 0 ? withoutTitle(text, title) : text)) : fields;
  const end = `The same as data: [JSON](index.html.json). The page: [HTML](index.html).`;
  return `${[...head, ...body, end].filter((text) => text !== "").join("\n\n")}\n`;
}

/** A document says its title itself. */
function withoutTitle(text: string, title: string): string {
  const first = `# ${escapeText(title)}`;
  return text.startsWith(`${first}\n`) ? text.slice(first.length).trimStart() : text;
}

/** The blocks of a field; none when there is nothing to say. */
function block(field: Field, page: Page): string[] {
  const { schema, value, name, depth } = field;
  if (isEmpty(value) || UNSAID.has(name)) return [];
  const shape = shapeOf(schema);
  if (shape.is === "part") return partBlock(shape.name, field, page);
  if (shape.is === "text") return [labelled(name, escapeText(String(value)))];
  if (shape.is === "list") return listBlock(field, shape.of, page);
  const record = value as Record<string, unknown>;
  const own = shape.fields.map(
    ([key, inner]): Field => ({ schema: inner, value: record[key], name: key, depth: depth + 1 }),
  );
  return titled(
    own.flatMap((one) => block(one, page)),
    field,
  );
}

function partBlock(part: PartName, field: Field, page: Page): string[] {
  const { value, name, depth } = field;
  if (part === "table") return tableBlock(value as SiteTable, page);
  if (part === "figure") return figureBlock(value as SiteFigure, page);
  if (part === "html")
    return [markdownOfHtml(value as string, { address: page.address, root: rootOf(page.address), heading: 0 })];
  if (part === "address") return [];
  if (part === "entry") return entryBlock(value as SiteEntry, { page, depth });
  return [labelled(name, inlinePart(part, value, page))];
}

function listBlock(field: Field, of: Schema, page: Page): string[] {
  const { value, depth } = field;
  const values = value as unknown[];
  const shape = shapeOf(of);
  const isWhole = shape.is === "part" && (shape.name === "table" || shape.name === "figure" || shape.name === "entry");
  if (isWhole || shape.is === "list") {
    return titled(
      values.flatMap((one) => block({ schema: of, value: one, name: "", depth: depth + 1 }, page)),
      field,
    );
  }
  if (shape.is === "object") {
    const parts = values.flatMap((one) => objectBlock({ schema: of, value: one, name: "", depth: depth + 1 }, page));
    return titled([parts.join(parts.every((part) => part.startsWith("- ")) ? "\n" : "\n\n")], field);
  }
  const items = values.map(
    (one) => `- ${shape.is === "part" ? inlinePart(shape.name, one, page) : escapeText(String(one))}`,
  );
  return titled([items.join("\n")], field);
}

/** An object of a list: one line if its fields are, else blocks. */
function objectBlock(field: Field, page: Page): string[] {
  const shape = shapeOf(field.schema);
  if (shape.is !== "object") return [];
  const record = field.value as Record<string, unknown>;
  const said = shape.fields.filter(([key]) => !isEmpty(record[key]) && !UNSAID.has(key));
  const inline = said.map(([key, schema]) => inlineOf(schema, record[key], page));
  if (inline.every((one) => one !== null)) return [`- ${inline.filter(Boolean).join(": ")}`];
  return said.flatMap(([key, schema]) => block({ schema, value: record[key], name: key, depth: field.depth }, page));
}

/** A value on one line; null for one that needs blocks. */
function inlineOf(schema: Schema, value: unknown, page: Page): string | null {
  const shape = shapeOf(schema);
  if (shape.is === "text") return escapeText(String(value));
  if (shape.is !== "part") return null;
  return /^(table|figure|entry|html|claim)$/.test(shape.name) ? null : inlinePart(shape.name, value, page);
}

function inlinePart(part: PartName, value: unknown, page: Page): string {
  const words = (phrase: Phrase) => phraseText(phrase, page.address, escapeText);
  switch (part) {
    case "phrase":
      return words(value as Phrase);
    case "link":
    case "number":
      return words([value as SiteLink | SiteNumber]);
    case "fact":
      return `${escapeText((value as Fact).label)}: ${words((value as Fact).value)}`;
    case "exclusion": {
      const { subject, reason, source } = value as Exclusion;
      return `${words(subject)}: ${escapeText(reason)}${source === null ? "" : ` (${words([source])})`}`;
    }
    case "finding": {
      const { severity, code, message, where } = value as SiteFinding;
      return `${severity} ${codeSpan(code)}: ${escapeText(message)} (${words(where)})`;
    }
    case "card": {
      const { title, href, question, verdict, deciding } = value as ExperimentCard;
      const said = [`**${escapeText(verdict.text)}**`, escapeText(question ?? ""), words(deciding)].filter(Boolean);
      return `${twinLink(title, href, page.address)}: ${said.join(". ")}`;
    }
    case "claim":
      return claimText(value as ClaimCard, words);
    default:
      return escapeText((value as { text?: string }).text ?? String(value));
  }
}

function claimText(claim: ClaimCard, words: (phrase: Phrase) => string): string {
  const { label, text, verdict, logged, computed, rule, diagnosis, place, sides = [], operands, run } = claim;
  const of = sides.map((one) => words([`${one.name} `, one.number, ` (n = ${one.n})`]));
  const evidence = [
    ...place.map((one) => words([one])),
    ...operands.map((one) => words([...(one.run === null ? [] : [`${one.run} `]), one.number])),
  ];
  const facts = [
    logged === null ? "" : `the log says ${codeSpan(logged)}`,
    computed === null ? "" : `the logs give ${codeSpan(computed)}`,
    of.length === 0 ? "" : `of ${of.join(" and ")}`,
    run === null ? "" : `run ${words([run])}`,
    evidence.length === 0 ? "" : `evidence ${evidence.join(", ")}`,
  ].filter(Boolean);
  const why = [rule, diagnosis ?? ""].filter(Boolean).map(escapeText).join(" ");
  return `${label}. ${codeSpan(text)} is **${verdict.name}**${facts.length === 0 ? "" : ` (${facts.join("; ")})`}. ${why}`;
}

function tableBlock(table: SiteTable, page: Page): string[] {
  if (table.rows.length === 0) return [];
  const cell = (text: string) => ` ${text} |`;
  const head = table.columns.map(({ text, note }) => cell(escapeCell(note === null ? text : `${text} (${note})`)));
  const line = table.columns.map(({ align }) => (align === "end" ? " ---: |" : " --- |"));
  const rows = table.rows.map((row) => {
    const cells = row.cells.map(({ main, badges, below }) => {
      const said = phraseText(main, page.address, escapeCell);
      if (badges.length === 0 && below.length === 0) return cell(said);
      const marks = badges.map((badge) => `**${escapeCell(badge.text)}**`);
      const under = below.length === 0 ? [] : [`(${phraseText(below, page.address, escapeCell)})`];
      return cell([said, ...marks, ...under].filter(Boolean).join(" "));
    });
    return `|${cells.join("")}`;
  });
  const note = table.note === null ? [] : [escapeText(table.note)];
  return [`**${escapeText(table.caption)}**`, [`|${head.join("")}`, `|${line.join("")}`, ...rows].join("\n"), ...note];
}

function figureBlock(figure: SiteFigure, page: Page): string[] {
  const caption = phraseText(figure.caption, page.address, escapeText);
  return [`**Figure: ${escapeText(figure.title)}.** ${caption}`, ...tableBlock(figure.data, page)];
}

function entryBlock(entry: SiteEntry, { page, depth }: { page: Page; depth: number }): string[] {
  const { at, title, tags, state, experiment, source, html } = entry;
  const heading = `${"#".repeat(Math.min(DEEPEST, depth))} ${escapeText([at, title ?? ""].filter(Boolean).join(" "))}`;
  const marks = [...tags.map((tag) => `\\[${tag}\\]`), state ?? ""].filter(Boolean).join(" ");
  const from = phraseText([experiment, ", ", source], page.address, escapeText);
  const body = markdownOfHtml(html, { address: page.address, root: rootOf(page.address), heading: depth });
  return [heading, [marks, from].filter(Boolean).join(" · "), body];
}

function phraseText(phrase: Phrase, from: string, write: (text: string) => string): string {
  let text = "";
  for (const part of phrase) {
    if (typeof part === "string") text += part.trim() === "" && write(part) === "" ? part : padded(part, write);
    else text += part.href === null ? write(part.text) : `[${write(part.text)}](${twinAddress(part.href, from)})`;
  }
  return text.trim();
}

/** The escapes trim; between parts a space counts. */
function padded(text: string, write: (text: string) => string): string {
  if (!/^\s|\s$/.test(text)) return write(text);
  const [, before = "", middle = "", after = ""] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  return `${before === "" ? "" : " "}${write(middle)}${after === "" ? "" : " "}`;
}

function titled(blocks: string[], { name, depth }: Field): string[] {
  const said = blocks.filter((text) => text !== "");
  if (said.length === 0 || name === "") return said;
  return [`${"#".repeat(Math.min(DEEPEST, depth))} ${labelOf(name)}`, ...said];
}

/** What a field says behind its name, unless the name says nothing. */
function labelled(name: string, words: string): string {
  if (name === "kicker") return words;
  return name === "badge" ? `**${words}**` : `**${labelOf(name)}:** ${words}`;
}

/** `noSelection` as `No selection`. */
function labelOf(name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}
