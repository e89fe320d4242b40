import type Handlebars from "handlebars";
import { messageOf } from "../errors.ts";
import { codeSpan, escapeCell, escapeText } from "../markdown/escape.ts";
import type { Sentence } from "../model/comparison.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Quantity } from "../model/quantity.ts";
import type { LinkWriter } from "./link-writer.ts";
import { TemplateError } from "./template-error.ts";
import type { TemplateText } from "./template-source.ts";

/** Fills a template: text of the template, the fields it may name, and who writes its links. Throws TemplateError. */
export type Engine = (template: TemplateText, view: object, scope: Scope) => string;

/**
 * What the helpers of a template work with.
 *
 * - `links`: writes every evidence link of the template.
 * - `region`: the named region, wrapped in its markers; null where regions cannot be nested.
 * - `part`: the template `parts/<name>`, which is filled with the fields of the one that names it; null when there is none.
 */
export interface Scope {
  links: LinkWriter;
  region: ((name: string) => string) | null;
  part: (name: string) => TemplateText | null;
}

type TemplateSpecification = Parameters<typeof Handlebars.template>[0];

interface Place {
  start: { line: number; column: number };
  end: { line: number; column: number };
}

/** How deep parts may lie in one another: a part that names itself must end. */
const MOST_PARTS = 8;

type Options = Handlebars.HelperOptions & { loc?: Place; data: { scope: Scope; depth?: number } };
type Builtin = (this: unknown, value: unknown, options: Options) => string;

/** A field that a helper was given and that does not exist. */
class MissingField extends Error {
  readonly place: Place | undefined;

  constructor(place: Place | undefined) {
    super("missing field");
    this.place = place;
  }
}

let engine: Promise<Engine> | null = null;

/** The engine, with Handlebars loaded at the first call only. Templates are compiled once, or were when the package was built. */
export function loadEngine(): Promise<Engine> {
  engine ??= import("handlebars").then((module) => makeEngine(module.default));
  return engine;
}

function makeEngine(library: typeof Handlebars): Engine {
  const handlebars = library.create();
  registerHelpers(handlebars);
  const compiled = new Map<string, HandlebarsTemplateDelegate>();
  const fill = (template: TemplateText, view: object, data: { scope: Scope; depth: number }): string => {
    try {
      return delegateOf(template, { handlebars, compiled })(view, { data });
    } catch (error) {
      if (error instanceof TemplateError) throw error;
      throw new TemplateError(findingOf(error, template, library));
    }
  };
  handlebars.registerHelper("part", function (this: object, name: string, { data: { scope, depth = 0 } }: Options) {
    const part = scope.part(name);
    if (part === null) throw new Error(`there is no template parts/${name}`);
    if (depth >= MOST_PARTS) throw new Error(`parts/${name} lies in itself`);
    return fill(part, this, { scope, depth: depth + 1 });
  });
  return (template, view, scope) => tidy(fill(template, view, { scope, depth: 0 }));
}

function delegateOf(
  template: TemplateText,
  { handlebars, compiled }: { handlebars: typeof Handlebars; compiled: Map<string, HandlebarsTemplateDelegate> },
): HandlebarsTemplateDelegate {
  const key = `${template.file}\0${template.text}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  // Parsed first: Handlebars compiles late, and a syntax error would otherwise only show when a branch is taken.
  const delegate =
    template.program === null
      ? handlebars.compile(handlebars.parse(template.text), { strict: true, noEscape: true })
      : handlebars.template(template.program.specification as TemplateSpecification);
  compiled.set(key, delegate);
  return delegate;
}

/** Blank lines that template blocks leave behind are joined, so that a template can be laid out for reading. */
function tidy(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function registerHelpers(handlebars: typeof Handlebars): void {
  handlebars.unregisterHelper("log");
  // Strict mode does not look at what helpers are given: `{{#if nme}}` would silently be false.
  for (const name of ["if", "unless", "each", "with"]) {
    const builtin = handlebars.helpers[name] as unknown as Builtin;
    handlebars.registerHelper(name, function (this: unknown, value: unknown, options: Options) {
      return builtin.call(this, given(value, options), options);
    });
  }
  const helper = <T>(name: string, write: (value: T, scope: Scope) => string) =>
    handlebars.registerHelper(name, (value: T, options: Options) => write(given(value, options), options.data.scope));
  helper<Quantity>("link", (quantity, { links }) => links.link(quantity));
  helper<Sentence>("sentence", (sentence, { links }) => links.sentence(sentence));
  helper<unknown>("code", (text) => codeSpan(String(text)));
  helper<unknown>("escape", (text) => escapeText(String(text)));
  helper<unknown>("cell", (text) => escapeCell(String(text)));
  helper<string>("region", (name, { region }) => {
    if (region === null) throw new Error("{{region}} is for reports only");
    return region(name);
  });
}

function given<T>(value: T, options: Options | undefined): T {
  if (options === undefined || value === undefined) throw new MissingField((options ?? (value as Options)).loc);
  return value;
}

function findingOf(error: unknown, template: TemplateText, library: typeof Handlebars): Finding {
  const at = { file: template.file };
  if (error instanceof MissingField) {
    const { start } = error.place ?? { start: null };
    const message = `${quoteOf(template, error.place)} names a field that does not exist`;
    return finding({ ...at, code: "template/missing-field", ...placeOf(start), message });
  }
  const message = messageOf(error);
  const strict = /^"(.*)" not defined in .* - (\d+):(\d+)$/s.exec(message);
  if (strict !== null) {
    const start = { line: Number(strict[2]), column: Number(strict[3]) };
    return finding({
      ...at,
      code: "template/missing-field",
      ...placeOf(start),
      message: `"${strict[1]}" is not a field`,
    });
  }
  const deep = /^Cannot read properties of (?:undefined|null) \(reading '(.*)'\)$/.exec(message);
  if (deep !== null) {
    const start = pathWith(library, template.text, deep[1] ?? "");
    const told = `"${deep[1]}" is asked of a field that does not exist`;
    return finding({ ...at, code: "template/missing-field", ...placeOf(start), message: told });
  }
  const line = /^Parse error on line (\d+)/.exec(message)?.[1] ?? / - (\d+):\d+$/.exec(message)?.[1];
  const told = message.split("\n").filter(Boolean).at(-1) ?? message;
  return finding({ ...at, code: "template/broken", line: line === undefined ? null : Number(line), message: told });
}

function placeOf(start: { line: number; column: number } | null): { line: number | null; column: number | null } {
  return { line: start?.line ?? null, column: start === null ? null : start.column + 1 };
}

function quoteOf(template: TemplateText, place: Place | undefined): string {
  if (place === undefined) return "The template";
  const line = template.text.split("\n")[place.start.line - 1] ?? "";
  const end = line.indexOf("}}", place.start.column);
  return `\`${line.slice(place.start.column, end < 0 ? undefined : end + 2)}\``;
}

/** The first path of more than one part in a template that has the part behind its first one. */
function pathWith(library: typeof Handlebars, text: string, part: string): { line: number; column: number } | null {
  let found: { line: number; column: number } | null = null;
  class Paths extends library.Visitor {
    override PathExpression(path: hbs.AST.PathExpression): void {
      if (found === null && path.parts.indexOf(part) > 0) found = path.loc.start;
    }
  }
  new Paths().accept(library.parse(text));
  return found;
}
