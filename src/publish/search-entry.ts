import type { Page, PageOf, Phrase, SiteEntry, SiteTable } from "../contract/index.ts";
import type { SearchEntry } from "../contract/search.ts";
import { htmlSections, htmlText } from "./html-text.ts";
import { isSection } from "./page-link.ts";
import { visitParts } from "./page-shape.ts";

/** Text of one entry; a section that is longer becomes several entries with the same address. */
const MOST_TEXT = 600;
const MOST_VALUE = 60;

type Draft = Omit<SearchEntry, "owner" | "experiment" | "state" | "words"> & Partial<SearchEntry>;

/**
 * What of a page can be found: an experiment is one entry, a run too, a document one for each of its sections and for each log
 * line that it cites, a journal one for each of its entries. Pages of files are found by what cites them.
 */
export function searchEntries(page: Page): SearchEntry[] {
  const drafts = draftsOf(page);
  return drafts.map((draft) => ({ experiment: null, state: null, words: "", owner: page.address, ...draft }));
}

function draftsOf(page: Page): Draft[] {
  switch (page.kind) {
    case "experiment":
      return [findingOf(page)];
    case "run":
      return [runOf(page)];
    case "document":
      return [...sectionsOf(page), ...linesOf(page)];
    case "journal":
      return [...firstOf(page), ...journalOf(page)];
    case "file":
    case "record":
    case "comparison":
      return [];
    default:
      return firstOf(page);
  }
}

/** A list that is several pages long is found by its first; home is where one is. */
function firstOf({ title, address, description }: Page): Draft[] {
  return isSection(address) ? [{ kind: "page", title, address, text: description }] : [];
}

/** All sentences of an experiment's page: hypothesis, criteria, reasons, what failed and why. Its journal has entries of its own. */
function findingOf(page: PageOf<"experiment">): Draft {
  const sentences = [page.description];
  visitParts(page, (name, value, path) => {
    if (SILENT.has(path[0] ?? "")) return;
    if (name === "text" && path.at(-1) === "text") sentences.push(String(value));
    if (name === "phrase") sentences.push(wordsOf(value as Phrase));
    if (name === "exclusion") {
      const { subject, reason } = value as { subject: Phrase; reason: string };
      sentences.push(`${wordsOf(subject)}: ${reason}`);
    }
  });
  const text = cut([...new Set(sentences.filter(Boolean))].join(" · "), 4 * MOST_TEXT);
  const { title, address, verdict } = page;
  return { kind: "finding", title, address, experiment: title, state: verdict.text, text };
}

const SILENT = new Set("facts files documents more findings journal figures downloads".split(" "));

function runOf(page: PageOf<"run">): Draft {
  const { title, address, trail, status } = page;
  const seed = page.facts.filter((fact) => fact.label === "Seed").map((fact) => `seed=${wordsOf(fact.value)}`);
  const tags = page.facts.filter((fact) => fact.label === "Tags").map((fact) => wordsOf(fact.value));
  const params: string[] = [];
  visitParts(page, (name, value, path) => {
    if (name === "table" && path[0] === "params") params.push(...pairsIn(value as SiteTable));
  });
  const said = [wordsOf(page.because), page.ignored?.reason ?? "", page.notes ?? ""].filter(Boolean);
  return {
    kind: "run",
    title,
    address,
    experiment: trail.at(-1)?.text ?? null,
    state: status.text,
    words: cut([...new Set([...tags, ...params, ...seed])].join(" "), 4 * MOST_TEXT),
    text: cut(said.join(" · "), MOST_TEXT),
  };
}

/** `lr=0.1` for each row of a table of names and values. */
function pairsIn(table: SiteTable): string[] {
  return table.rows.flatMap(({ cells: [name, value] }) => {
    const written = value === undefined ? "" : wordsOf(value.main);
    return name === undefined || written === "" || written.length > MOST_VALUE
      ? []
      : `${wordsOf(name.main)}=${written}`;
  });
}

function sectionsOf(page: PageOf<"document">): Draft[] {
  const experiment = page.experiment?.text ?? null;
  return htmlSections(page.html).flatMap((section, index) => {
    const own = section.title === "" || section.title === page.title ? page.title : `${page.title}: ${section.title}`;
    const address = section.id === null || index === 0 ? page.address : `${page.address}#${section.id}`;
    const pieces = piecesOf(section.paragraphs);
    return pieces.map((text): Draft => ({ kind: "document", title: own, address, experiment, text }));
  });
}

/** Paragraphs put together until there is enough for one entry. */
function piecesOf(paragraphs: readonly string[]): string[] {
  const pieces = [""];
  for (const paragraph of paragraphs) {
    for (const part of paragraph.match(SLICE) ?? []) {
      const last = pieces.at(-1) ?? "";
      if (last !== "" && last.length + part.length > MOST_TEXT) pieces.push(part.trim());
      else pieces[pieces.length - 1] = `${last} ${part}`.trim();
    }
  }
  return pieces;
}

const SLICE = new RegExp(`.{1,${MOST_TEXT}}(?:\\s|$)|.{1,${MOST_TEXT}}`, "gsu");

/** The log lines that a document cites, each once. */
function linesOf(page: PageOf<"document">): Draft[] {
  const seen = new Set<string>();
  return page.claims.flatMap(({ excerpt, verdict, run }) => {
    if (excerpt === null || seen.has(excerpt.file.href)) return [];
    seen.add(excerpt.file.href);
    const text = excerpt.lines.filter((line) => line.hit).map((line) => line.text);
    const experiment = page.experiment?.text ?? null;
    const { text: words, href: address } = excerpt.file;
    const title = [words.slice(words.lastIndexOf("/") + 1), run?.text ?? ""].filter(Boolean).join(" of ");
    return {
      kind: "line" as const,
      title,
      address,
      experiment,
      state: verdict.name,
      words,
      text: cut(text.join(" "), MOST_TEXT),
    };
  });
}

function journalOf(page: PageOf<"journal">): Draft[] {
  const drafts: Draft[] = [];
  visitParts(page, (name, value) => {
    if (name !== "entry") return;
    const { id, at, title, html, tags, state, experiment } = value as SiteEntry;
    drafts.push({
      kind: "journal",
      title: title === null ? `${experiment.text}, ${at}` : `${at} ${title}`,
      address: `${page.address}#${id}`,
      experiment: experiment.text,
      state,
      words: tags.map((tag) => `[${tag}]`).join(" "),
      text: cut(htmlText(html), 3 * MOST_TEXT),
    });
  });
  return drafts;
}

/** The words of a phrase without its links. */
export function wordsOf(phrase: Phrase): string {
  return phrase.map((part) => (typeof part === "string" ? part : part.text)).join("");
}

function cut(text: string, most: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= most ? line : `${line.slice(0, most).toWellFormed()}…`;
}
