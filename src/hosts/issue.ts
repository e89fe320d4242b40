import type { Api } from "./api.ts";
import { isMarked } from "./marker.ts";
import type { Refusal } from "./refusal.ts";
import type { Reply } from "./send.ts";
import { send } from "./send.ts";

/** An issue as it should be opened. `marker`: by which one that is open already is found. `repository`: `owner/name`. */
export interface WantedIssue {
  repository: string;
  marker: string;
  title: string;
  body: string;
  labels: string[];
}

/** What was done, and the address of the issue. */
export interface OpenedIssue {
  did: "created" | "there already";
  address: string;
}

/** What came of a call: a value, or why there is none. */
type Result<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

/** So many pages of open issues are looked through. */
const MOST_PAGES = 20;

/** The marker of an issue about one experiment; it is not shown. */
export function issueMarker(kind: string, id: string): string {
  return `<!-- labdocs:issue ${kind} ${encodeURIComponent(id).replaceAll("-", "%2D")} -->`;
}

/** Opens an issue, unless one with its marker is open: nobody wants the same twice. An answer that was lost is looked after once. */
export async function openIssue(api: Api, wanted: WantedIssue): Promise<Result<OpenedIssue>> {
  for (let tried = 1; ; tried += 1) {
    const found = await findIssue(api, wanted);
    if (!found.ok) return found;
    if (found.value !== null)
      return { ok: true, value: { did: tried === 1 ? "there already" : "created", address: found.value } };
    const reply = await send(api, {
      method: "POST",
      path: `/repos/${pathOf(wanted.repository)}/issues`,
      body: { title: wanted.title, body: `${wanted.marker}\n\n${wanted.body}`, labels: wanted.labels },
      again: false,
    });
    if (reply.ok) return { ok: true, value: { did: "created", address: textOf(reply.data, "html_url") } };
    if (!reply.refusal.maybeDone || tried > 1) return reply;
    await api.sleep(2_000);
  }
}

/** The address of the open issue that begins with the marker, or null. */
async function findIssue(api: Api, { repository, marker }: WantedIssue): Promise<Result<string | null>> {
  let path: string | null = `/repos/${pathOf(repository)}/issues?state=open&per_page=100`;
  for (let page = 0; path !== null && page < MOST_PAGES; page += 1) {
    const reply: Reply = await send(api, { method: "GET", path, again: true });
    if (!reply.ok) return reply;
    const all: unknown[] = Array.isArray(reply.data) ? reply.data : [];
    const own = all.find((one) => isMarked(textOf(one, "body"), marker));
    if (own !== undefined) return { ok: true, value: textOf(own, "html_url") };
    path = reply.next;
  }
  return { ok: true, value: null };
}

/** A repository's name as a part of an address. */
function pathOf(repository: string): string {
  return repository.split("/").map(encodeURIComponent).join("/");
}

function textOf(data: unknown, key: string): string {
  const value = typeof data === "object" && data !== null ? (data as Record<string, unknown>)[key] : null;
  return typeof value === "string" ? value : "";
}
