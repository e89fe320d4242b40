import type { z } from "zod";
import type { Page } from "../contract/index.ts";
import { pageSchema } from "../contract/index.ts";
import * as part from "../contract/part.ts";

/** The parts of pages that are written as a whole; what a page is made of besides is lists and objects of them. */
const PARTS = {
  table: part.table,
  phrase: part.phrase,
  link: part.link,
  number: part.number,
  badge: part.badge,
  fact: part.fact,
  figure: part.figure,
  entry: part.journalEntry,
  claim: part.claimCard,
  card: part.experimentCard,
  exclusion: part.exclusion,
  finding: part.findingItem,
  coverage: part.coverage,
  html: part.html,
  address: part.address,
} as const;

/** The name of a part. */
export type PartName = keyof typeof PARTS;

/** What a schema describes. `text` is any text, number or choice of words. */
export type Shape =
  | { is: "part"; name: PartName }
  | { is: "list"; of: z.core.$ZodType }
  | { is: "object"; fields: [string, z.core.$ZodType][] }
  | { is: "text" };

const names = new Map<z.core.$ZodType, PartName>(
  Object.entries(PARTS).map(([name, schema]) => [schema, name as PartName]),
);
const shapes = new Map<z.core.$ZodType, Shape>();

/**
 * What a part of the contract is, read from its schema: whatever pages are made of, now or later, can be written out by what
 * its parts are. A part is known by its schema itself, so a page that uses the same shape under another name is another part.
 */
export function shapeOf(schema: z.core.$ZodType): Shape {
  const known = shapes.get(schema);
  if (known !== undefined) return known;
  const shape = readShape(schema);
  shapes.set(schema, shape);
  return shape;
}

/** The fields of a page's kind that come after those that all pages have, in the order of the contract. */
export function fieldsOf({ kind }: Page): [string, z.core.$ZodType][] {
  const known = fields.get(kind);
  if (known !== undefined) return known;
  const schema = pageSchema.options.find((one) => one.shape.kind.value === kind);
  const all = schema === undefined ? [] : Object.entries(schema.shape as Record<string, z.core.$ZodType>);
  const own = all.filter(([name]) => !HEAD.has(name));
  fields.set(kind, own);
  return own;
}

const fields = new Map<Page["kind"], [string, z.core.$ZodType][]>();
const HEAD = new Set(["kind", "address", "title", "description", "trail"]);

function readShape(schema: z.core.$ZodType): Shape {
  const name = names.get(schema);
  if (name !== undefined) return { is: "part", name };
  const def = schema._zod.def as z.core.$ZodTypeDef & {
    innerType?: z.core.$ZodType;
    element?: z.core.$ZodType;
    shape?: Record<string, z.core.$ZodType>;
  };
  if (def.innerType !== undefined) return shapeOf(def.innerType);
  if (def.element !== undefined) return { is: "list", of: def.element };
  if (def.shape !== undefined) return { is: "object", fields: Object.entries(def.shape) };
  return { is: "text" };
}

/** Calls back for each part of a page, in order, with the names of the fields above it; what is inside of a part is not visited. */
export function visitParts(page: Page, visit: (name: PartName | "text", value: unknown, path: string[]) => void): void {
  const record = page as unknown as Record<string, unknown>;
  for (const [key, schema] of fieldsOf(page)) visitValue({ schema, value: record[key], path: [key] }, visit);
}

function visitValue(
  { schema, value, path }: { schema: z.core.$ZodType; value: unknown; path: string[] },
  visit: (name: PartName | "text", value: unknown, path: string[]) => void,
): void {
  if (value === null || value === undefined) return;
  const shape = shapeOf(schema);
  if (shape.is === "list") {
    for (const one of value as unknown[]) visitValue({ schema: shape.of, value: one, path }, visit);
  } else if (shape.is === "object") {
    const record = value as Record<string, unknown>;
    for (const [key, inner] of shape.fields)
      visitValue({ schema: inner, value: record[key], path: [...path, key] }, visit);
  } else visit(shape.is === "part" ? shape.name : "text", value, path);
}
