import type { ClaimCard, ExperimentCard, Page } from "../contract/index.ts";
import type { SearchEntry } from "../contract/search.ts";
import { visitParts } from "./page-shape.ts";
import { searchEntries, wordsOf } from "./search-entry.ts";

/** A page in the list of all pages. What follows the description is known of experiments alone. */
export interface PageItem {
  kind: Page["kind"];
  title: string;
  address: string;
  description: string;
  question?: string | null;
  verdict?: string;
  deciding?: string;
  latest?: string | null;
}

/** A claim of a document, in the list of all claims. `evidence`: what it was checked against, and where that is shown. */
export interface ClaimItem {
  document: string;
  file: string;
  id: string;
  text: string;
  verdict: ClaimCard["verdict"]["name"];
  logged: string | null;
  computed: string | null;
  rule: string;
  diagnosis: string | null;
  run: string | null;
  commit: string | null;
  evidence: { run?: string | null; logged: string; where: string; address: string | null }[];
}

/** What the files over all pages hold of one page: made once, when the page is made. Plain data, small beside the page. */
export interface PageRecord {
  item: PageItem;
  entries: SearchEntry[];
  claims: ClaimItem[];
  /** Experiments that the page lists. */
  cards: Pick<ExperimentCard, "href" | "question" | "verdict" | "deciding" | "latest">[];
}

/** What is kept of a page. */
export function pageRecord(page: Page): PageRecord {
  const { kind, title, address, description } = page;
  return {
    item: { kind, title, address, description },
    entries: searchEntries(page),
    claims: claimsOf(page),
    cards: page.kind === "experiments" ? cardsOf(page) : [],
  };
}

/** What the list of experiments says of one, for its item. */
export function cardItem({ question, verdict, deciding, latest }: PageRecord["cards"][number]): Partial<PageItem> {
  return { question, verdict: verdict.text, deciding: wordsOf(deciding), latest };
}

function claimsOf(page: Page): ClaimItem[] {
  if (page.kind !== "document") return [];
  return page.claims.map((claim) => {
    const { id, text, verdict, logged, computed, rule, diagnosis, run, commit, operands, place } = claim;
    const single = place.flatMap((one) =>
      typeof one === "string" || !("title" in one) ? [] : [{ logged: one.text, where: one.title, address: one.href }],
    );
    const evidence = [...operands.map(({ number, ...rest }) => ({ ...rest, address: number.href })), ...single];
    const said = { text, verdict: verdict.name, logged, computed, rule, diagnosis, run: run?.text ?? null, commit };
    return { document: page.address, file: page.source.text, id, ...said, evidence };
  });
}

function cardsOf(page: Page): PageRecord["cards"] {
  const cards: ExperimentCard[] = [];
  visitParts(page, (name, value) => {
    if (name === "card") cards.push(value as ExperimentCard);
  });
  return cards;
}
