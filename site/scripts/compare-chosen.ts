import type { CompareData } from "../../src/contract/index.ts";

/** A run that is compared: its id in addresses, its page, and where it stands in its experiment's data. */
export interface ChosenRun {
  id: string;
  name: string;
  href: string;
  data: CompareData;
  at: number;
}

/** A run of an experiment by its place. */
export function runAt(data: CompareData, at: number): ChosenRun {
  const slug = data.runs.slug[at] ?? "";
  const id = `${data.slug}/${slug}`;
  return { id, name: data.runs.name[at] ?? slug, href: `runs/${id}/`, data, at };
}

/** Names without the time that folders begin with. */
export function plainName(slug: string): string {
  return slug.replace(/^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-/, "");
}
