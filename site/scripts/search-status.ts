import type { Found } from "./search-engine.ts";

/** How much was found, in a sentence. */
export function sayFound(
  { hits, isPartial, isCut }: Pick<Found, "hits" | "isPartial" | "isCut">,
  query: string,
): string {
  if (hits.length === 0) return `Nothing was found for “${query}”.`;
  const count = `${isCut ? "at least " : ""}${hits.length} ${hits.length === 1 ? "result" : "results"}`;
  if (isPartial) return `Nothing has all of these words; ${count} with some of them.`;
  return query === "" ? count : `${count} for “${query}”`;
}

/** Says which file of the search could not be loaded. */
export function sayFailure(status: Element, error: unknown): void {
  const what = error instanceof Error ? error.message : String(error);
  status.classList.add("failed");
  status.textContent = `The search does not work: ${what} could not be loaded. The lists on the search page name everything.`;
}
