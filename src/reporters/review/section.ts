import { blocks } from "./layout.ts";

/**
 * A part of a review that can be said at different lengths.
 *
 * - `render(most)`: the section with at most so many of its things in full; 0 leaves its head line, with counts.
 * - `weight`: how readily it is made shorter when room is short: 1 for what a reviewer has to see, more for the rest.
 */
export interface Section {
  name: string;
  weight: number;
  render(most: number): string;
}

/** What fits: the whole text, and whether anything was made shorter or left out. */
export interface Fitted {
  text: string;
  isCut: boolean;
}

/** What stands around the sections, how large a text may be, and how that is measured. */
export interface Frame {
  budget: number;
  size(text: string): number;
  around(isCut: boolean, body: string): string;
}

/**
 * Sections in their order within a budget of characters. While they are too long, the one that takes most room for its weight
 * is said with fewer things, by the steps of `sizes`; then the least important are left out. Text is never cut.
 */
export function fitted(sections: readonly Section[], sizes: readonly number[], frame: Frame): Fitted {
  let shown = sections
    .map((section) => ({ section, step: 0, text: section.render(sizes[0] ?? 0) }))
    .filter((one) => one.text !== "");
  let isCut = false;
  for (;;) {
    const text = frame.around(isCut, blocks(shown.map((one) => one.text)));
    if (frame.size(text) <= frame.budget || shown.length === 0) return { text, isCut };
    isCut = true;
    const shorter = shown.filter((one) => one.step < sizes.length - 1);
    const cost = (one: (typeof shown)[number]) => one.text.length * one.section.weight;
    const [first] = [...shorter].sort((a, b) => cost(b) - cost(a));
    if (first === undefined) {
      const [last] = [...shown].sort((a, b) => b.section.weight - a.section.weight);
      shown = shown.filter((one) => one !== last);
    } else {
      first.step += 1;
      first.text = first.section.render(sizes[first.step] ?? 0);
    }
  }
}
