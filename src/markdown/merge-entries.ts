import { compareText } from "../model/finding.ts";

/** What an entry of a file is made of that both sides add to: the paragraphs of a journal, the lines of a list. */
export type EntryParts = "paragraphs" | "lines";

/** The lines at one place of three versions of such a file; no `base`: the ancestor has none there, or it is not known. */
interface Place {
  ours: readonly string[];
  base: readonly string[] | null;
  theirs: readonly string[];
}

/**
 * Merges one place of a file that entries are added to and taken from, whichever side is ours: all that were added are kept, all
 * that one side took away are gone. Null where a side changed words, which people have to decide.
 */
export function mergeEntries({ ours, base, theirs }: Place, parts: EntryParts): string | null {
  if ((base ?? []).join("").trim() === "") return uniteAdded(ours, theirs);
  const split = (lines: readonly string[]) => itemsOf(lines, parts);
  const [one, was, other] = [split(ours), split(base ?? []), split(theirs)];
  const [kept, keptByOther] = [match(was.items, one.items), match(was.items, other.items)];
  const [added, addedByOther] = [one.items.length - kept.length, other.items.length - keptByOther.length];
  const [cut, cutByOther] = [kept.length < was.items.length, keptByOther.length < was.items.length];
  // What is taken away where something is added on the same side was changed.
  if ((added > 0 && cut) || (addedByOther > 0 && cutByOther)) return null;
  if (added > 0 && addedByOther > 0) return null;
  if (addedByOther > 0) return without(other, was.items, kept);
  return without(one, was.items, keptByOther);
}

/** A heading, paragraph or line with the blank lines before it. `level`: of a heading, else null. */
interface Item {
  text: string;
  key: string;
  level: number | null;
}

/** The items of a place, and the blank lines after them. */
interface Items {
  items: Item[];
  tail: string;
}

function itemsOf(lines: readonly string[], parts: EntryParts): Items {
  const items: Item[] = [];
  let blanks = "";
  for (const line of lines) {
    const last = items.at(-1);
    const level = /^(#{1,6})\s/.exec(line)?.[1]?.length ?? null;
    if (line.trim() === "") blanks += line;
    else if (blanks === "" && last !== undefined && last.level === null && level === null && parts === "paragraphs") {
      last.text += line;
      last.key += `\n${line.trimEnd()}`;
    } else {
      items.push({ text: blanks + line, key: line.trimEnd(), level });
      blanks = "";
    }
  }
  return { items, tail: blanks };
}

/** Which items of the ancestor a side still has, in order, by their positions. */
function match(was: readonly Item[], now: readonly Item[]): number[] {
  const width = now.length + 1;
  const length = new Uint32Array((was.length + 1) * width);
  const at = (i: number, j: number) => length[i * width + j] as number;
  for (let i = was.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const isSame = was[i]?.key === now[j]?.key;
      length[i * width + j] = isSame ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const kept: number[] = [];
  for (let i = 0, j = 0; i < was.length && j < now.length; ) {
    if (was[i]?.key === now[j]?.key) {
      kept.push(i);
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return kept;
}

/** One side without what the other took away of the ancestor; a heading stays where something that was added stands below it. */
function without({ items, tail }: Items, was: readonly Item[], keptByOther: readonly number[]): string {
  const kept = new Set(keptByOther);
  const isNew = isAdded(items, was);
  const gone = new Set<Item>();
  let at = 0;
  for (const item of items) {
    if (isNew(item)) continue;
    while (was[at]?.key !== item.key) at += 1;
    if (!kept.has(at)) gone.add(item);
    at += 1;
  }
  for (const heading of headingsAbove(items, isNew)) gone.delete(heading);
  return items.map((item) => (gone.has(item) ? "" : item.text)).join("") + tail;
}

function isAdded(items: readonly Item[], was: readonly Item[]): (item: Item) => boolean {
  const old = new Set(match(items, was).map((position) => items[position]));
  return (item) => !old.has(item);
}

function headingsAbove(items: readonly Item[], isNew: (item: Item) => boolean): Set<Item> {
  const needed = new Set<Item>();
  let open: Item[] = [];
  for (const item of items) {
    if (item.level !== null) open = open.filter(({ level }) => level !== null && level < (item.level ?? 0));
    if (isNew(item)) for (const heading of open) needed.add(heading);
    if (item.level !== null) open.push(item);
  }
  return needed;
}

/**
 * What both sides added, in the order of their texts: entries begin with their time, whichever side is merged into which. Words that
 * both begin or end with, such as the heading of a day, stand there once.
 */
function uniteAdded(ours: readonly string[], theirs: readonly string[]): string {
  const head = sharedLines(ours, theirs);
  const tail = sharedLines(ours.slice(head).reverse(), theirs.slice(head).reverse());
  const own = [ours, theirs].map((lines) => lines.slice(head, lines.length - tail).join(""));
  const [first = "", second = ""] = own.sort((a, b) => compareText(a.trim(), b.trim()));
  const gap = first === "" || first.endsWith("\n") ? "" : "\n";
  return [...ours.slice(0, head), first, gap, second, ...ours.slice(ours.length - tail)].join("");
}

/** How many lines two texts begin with alike; none where these are blank, since each entry has its own around it. */
function sharedLines(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < Math.min(a.length, b.length) && a[count] === b[count]) count += 1;
  return a.slice(0, count).some((line) => line.trim() !== "") ? count : 0;
}
