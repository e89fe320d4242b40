import { readObject } from "../disk/git-objects.ts";
import { findRegions } from "../markdown/region.ts";
import { splice } from "../markdown/splice.ts";
import type { FileChange, FileChanges } from "./file-changes.ts";

/** Documents that the change edited, moved or deleted, as the base has them. */
export interface Former {
  /** The lines of a document of the head as it was, each as `sayings` of it; none where it is new. */
  linesOf(file: string): ReadonlySet<string>;
  /** Whether a sentence stood in any of them, wrapped and marked up in whatever way. */
  says(sentence: string): boolean;
  /** All of them, by the path in the head of those that are still there. */
  all(): { file: string; text: string }[];
}

/** Shorter sentences say too little by themselves: the words around them decide what they mean. */
const TELLING = 4;

/** Opens the documents that the base has of a change; each is read when it is first asked for. */
export function formerProse({ all, byHead }: FileChanges, repository: string): Former {
  const texts = new Map<string, string | null>();
  const textOf = ({ oid }: FileChange): string | null => {
    if (oid === null) return null;
    const known = texts.get(oid);
    if (known !== undefined) return known;
    const text = readObject(repository, oid)?.toString("utf8") ?? null;
    texts.set(oid, text);
    return text;
  };
  const documents = all.filter(({ from }) => from?.endsWith(".md") ?? false);
  let said: string | null = null;
  return {
    linesOf: (file) => {
      const change = byHead.get(file);
      const text = change === undefined ? null : textOf(change);
      return new Set(text === null ? [] : text.split("\n").map(sayings));
    },
    says: (sentence) => {
      const words = sayings(sentence);
      if (words.split(" ").length < TELLING) return false;
      said ??= documents.map((one) => ` ${sayings(textOf(one) ?? "")} `).join("\n");
      return said.includes(` ${words} `);
    },
    all: () =>
      documents.flatMap((one) => {
        const text = textOf(one);
        return text === null ? [] : [{ file: one.path ?? one.from ?? "", text }];
      }),
  };
}

/** The lines of a document that people wrote, each as `sayings` of it: those in regions of ours are left out. */
export function authoredLines(text: string, file: string): string[] {
  const { regions } = findRegions(text, file);
  const edits = regions.map(({ bodyStart, bodyEnd }) => ({ start: bodyStart, end: bodyEnd, text: "" }));
  return splice(text, edits).split("\n").map(sayings);
}

/** The words and numbers of a text, without what marks it up or wraps it: how a table is aligned says nothing. */
export function sayings(text: string): string {
  return (text.match(/[-+−±<>~≈]?\d[\p{L}\d.,:%‰]*|[\p{L}\d%‰]+/gu) ?? [])
    .map((word) => word.replace(/[.,:]+$/, ""))
    .join(" ");
}
