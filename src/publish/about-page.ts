import type { PageOf } from "../contract/index.ts";
import { comparingSections } from "./about/comparing.ts";
import { countingSections } from "./about/counting.ts";
import { readingSections } from "./about/reading.ts";
import { trailOf } from "./trail.ts";

/** The page that explains how numbers are read, rounded, compared and checked. */
export function aboutPage(): PageOf<"about"> {
  return {
    kind: "about",
    address: "about/",
    title: "About the numbers",
    description: "How numbers are read, rounded, compared and checked.",
    trail: trailOf(),
    lead: [
      "A number in a table or a figure was read from a file of a run, or computed from numbers that were. A number in a text was written by its author; where it can be clicked, it was checked against the files. Follow a number, and you see the line it comes from, or for a computed one the runs it was computed from.",
    ],
    sections: [
      ...readingSections(),
      ...countingSections().slice(0, 1),
      ...comparingSections(),
      ...countingSections().slice(1),
    ],
  };
}
