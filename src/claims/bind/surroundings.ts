import type { Sentence } from "../../markdown/sentence.ts";
import { sentenceAt } from "../../markdown/sentence.ts";
import type { Document, DocumentLink } from "../../model/document.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import { parentOf } from "../../model/tree.ts";
import type { Judging } from "../judge/judging.ts";
import { parseAddress } from "../text/address.ts";
import { statedNumerals } from "../text/claims.ts";
import type { Numeral } from "../text/numeral.ts";
import { headingOf } from "../text/sentence.ts";
import type { Named, Scope } from "../value/scope.ts";
import { otherExperiments, runsOfFile } from "../value/scope.ts";
import { conditionsIn } from "./condition.ts";
import type { MetricMention, NameMention } from "./mention.ts";
import { metricsIn, namesIn } from "./mention.ts";

/** The names and metric words of a text. */
export interface Said {
  text: string;
  names: NameMention[];
  metrics: MetricMention[];
}

/** The runs that a link leads to; `start`, `end` are offsets in the sentence, negative for a link elsewhere in its table row. */
export interface LinkedRuns {
  start: number;
  end: number;
  key: string;
  named: Named;
}

/**
 * What a sentence says and what stands around it; found once for all of its numbers.
 *
 * - `experiments`: where its names are looked up: the one at hand (or all of a small project) and those that it links.
 * - `numbers`: its numerals, with their offsets in the sentence.
 * - `heads`: of the cell's row and column, in that order; empty outside tables.
 */
export interface Surroundings {
  sentence: Sentence;
  experiments: CompiledExperiment[];
  said: Said;
  numbers: Numeral[];
  heads: Said[];
  heading: Said;
  linked: LinkedRuns[];
}

/** How many experiments are searched for a number in a document that belongs to none of them. */
const SEARCHED = 20;

/** The surroundings of a claim. */
export function surroundingsOf(judging: Judging): Surroundings {
  const { document, found, scope } = judging;
  const sentence = sentenceAt(document, found.claim.span.start);
  const known = MADE.get(scope) ?? new Map<number, Surroundings>();
  const made = known.get(sentence.start) ?? make(judging, sentence);
  MADE.set(scope, known.set(sentence.start, made));
  return made;
}

// A scope is made for each document that is judged, so what is found goes when that is done.
const MADE = new WeakMap<Scope, Map<number, Surroundings>>();

function make(judging: Judging, sentence: Sentence): Surroundings {
  const { document, scope } = judging;
  const linked = linksAround(document, sentence).flatMap((link) => linkedRuns(judging, sentence, link));
  const experiments = [...new Set([...nearOnes(judging), ...linked.map(({ named }) => named.compiled)])];
  const said = (text: string): Said => {
    const named = experiments.flatMap((compiled) => namesIn(text, { compiled, scope }));
    const byParam = named.length > 0 ? [] : experiments.flatMap((compiled) => conditionsIn(text, { compiled, scope }));
    const names = [...named, ...byParam].sort((a, b) => a.start - b.start);
    return { text, names, metrics: metricsIn(text, experiments) };
  };
  const around = (text: string) => settled(saidAround(text, { scope, linked, said }), linked);
  const heads = [sentence.rowHead, sentence.columnHead].flatMap((head) => (head === null ? [] : [around(head)]));
  const own = settled(said(withoutAddresses(sentence.text)), linked);
  // A number that is part of a name (`lr = 0.01`) states nothing of its own.
  const isName = (at: number) => own.names.some(({ start, end }) => start <= at && at < end);
  const numbers = statedNumerals(own.text).filter(({ start }) => !isName(start));
  const heading = around(headingOf(document, sentence.start));
  return { sentence, experiments, said: own, numbers, heads, heading, linked };
}

/** What a head or a heading says, which is asked for at every sentence below it. */
function saidAround(
  text: string,
  { scope, linked, said }: Pick<Surroundings, "linked"> & { scope: Scope; said: (text: string) => Said },
): Said {
  const known = AROUND.get(scope) ?? new Map<string, Said>();
  // Beside the links of a sentence, names are looked up in the same experiments throughout a document.
  const key = [text, ...linked.map(({ named }) => named.compiled.experiment.id)].join("\0");
  const made = known.get(key) ?? said(text);
  AROUND.set(scope, known.set(key, made));
  return made;
}

const AROUND = new WeakMap<Scope, Map<string, Said>>();

/** Of runs that share a name those that a link of the sentence leads to are meant. */
function settled(said: Said, linked: readonly LinkedRuns[]): Said {
  const ids = new Set(linked.flatMap(({ named }) => named.runs.map(({ id }) => id)));
  if (ids.size === 0) return said;
  const isLinked = ({ named }: NameMention) => named.runs.some(({ id }) => ids.has(id));
  const sure = new Set(said.names.filter(isLinked).map(({ start }) => start));
  return { ...said, names: said.names.filter((one) => isLinked(one) || !sure.has(one.start)) };
}

/** The text with spaces for the addresses of its links, so that offsets stay true. */
function withoutAddresses(text: string): string {
  return text.replace(/\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"]*")?\)/g, (tail) => `]${" ".repeat(tail.length - 1)}`);
}

function nearOnes({ scope }: Judging): CompiledExperiment[] {
  if (scope.near !== null) return [scope.near];
  return scope.catalog.ids.length <= SEARCHED ? otherExperiments(scope) : [];
}

/** The links of the sentence; of a cell, those of the whole row. */
function linksAround(document: Document, sentence: Sentence): DocumentLink[] {
  const { text } = document;
  let [from, to] = [sentence.start, sentence.end];
  if (sentence.context === "cell") {
    from = text.lastIndexOf("\n", from - 1) + 1;
    const newline = text.indexOf("\n", sentence.start);
    to = newline < 0 ? text.length : newline;
  }
  const links = linksOf(document);
  let [low, high] = [0, links.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((links[middle]?.span.start ?? Infinity) < from) low = middle + 1;
    else high = middle;
  }
  const found: DocumentLink[] = [];
  for (let at = low; at < links.length && (links[at]?.span.start ?? Infinity) < to; at += 1) {
    found.push(links[at] as DocumentLink);
  }
  return found;
}

function linksOf(document: Document): DocumentLink[] {
  const known = LINKS.get(document);
  if (known !== undefined) return known;
  const sorted = [...document.links].sort((a, b) => a.span.start - b.span.start);
  LINKS.set(document, sorted);
  return sorted;
}

const LINKS = new WeakMap<Document, DocumentLink[]>();

function linkedRuns(judging: Judging, sentence: Sentence, link: DocumentLink): LinkedRuns[] {
  const address = parseAddress(judging.document.file, link.url);
  if (address === null || /^[a-z][a-z0-9+.-]*:|^\/\/|^#/i.test(link.url)) return [];
  const named = runsAt(judging, address.file);
  if (named === null) return [];
  const isInside = sentence.start <= link.span.start && link.span.end <= sentence.end;
  const at = isInside ? link.span.start - sentence.start : -1;
  const end = isInside ? link.span.end - sentence.start : -1;
  return [{ start: at, end, key: named.runs.map(({ id }) => id).join("\0"), named }];
}

/** The runs that a file or folder belongs to or holds; null where nothing of it can be read. */
function runsAt({ scope, context }: Judging, path: string): Named | null {
  const compiled = scope.catalog.at(path);
  const folder = compiled?.experiment.runs.find(({ dir }) => dir === path);
  if (compiled !== null && folder !== undefined) return { compiled, runs: [folder], group: false };
  const logs = compiled?.experiment.runs.filter(({ tracker, dir }) => tracker === "textlog" && parentOf(dir) === path);
  if (compiled !== null && logs?.[0] !== undefined) return { compiled, runs: logs, group: logs.length > 1 };
  const owners = runsOfFile(scope, path);
  const [owner] = owners;
  if (owner !== undefined) return { ...owner, runs: owners.flatMap(({ runs }) => runs), group: owners.length > 1 };
  const lone = context.linkedLog?.(path) ?? null;
  return lone === null ? null : { compiled: lone, runs: lone.experiment.runs, group: lone.experiment.runs.length > 1 };
}
