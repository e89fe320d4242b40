import type { ExperimentCard, PageOf, SiteLink } from "../contract/index.ts";
import { trailOf } from "./trail.ts";

/** What the search page lists. `sections`: the pages that list everything else. */
export interface SearchLists {
  cards: readonly ExperimentCard[];
  documents: readonly { title: string; file: string; href: string }[];
  sections: readonly SiteLink[];
}

/** The search page: a script searches there, and without one it names everything that can be found. */
export function searchPage({ cards, documents, sections }: SearchLists): PageOf<"search"> {
  const findings = cards.map(({ title, href, verdict }) => ({ link: { text: title, href }, note: verdict.text }));
  const runs = cards.map(({ title, href, accounting }) => ({
    link: { text: title, href: `${href}comparison/` },
    note: accounting,
  }));
  const files = documents.map(({ title, file, href }) => ({ link: { text: title, href }, note: file }));
  const lists = [
    { title: "Findings", note: null, items: findings },
    { title: "Runs", note: "By experiment; each page lists every run.", items: runs },
    { title: "Documents", note: null, items: files },
    { title: "Pages", note: null, items: sections.map((link) => ({ link, note: null })) },
  ];
  return {
    kind: "search",
    address: "search/",
    title: "Search",
    description: "Findings, runs, documents, journal entries and cited log lines by their words.",
    trail: trailOf(),
    lists: lists.filter((one) => one.items.length > 0),
  };
}
