import { messageOf } from "../errors.ts";
import type { Api } from "./api.ts";
import type { Answered, Refusal } from "./refusal.ts";
import { isLimit, noAnswer, refusalOf } from "./refusal.ts";

/**
 * A call. `path` begins with a slash and is appended to the API's address; a whole address has to be of its origin.
 * `again`: it may be sent twice without harm, so that a lost answer is asked for again.
 */
export interface Call {
  method: "GET" | "POST" | "PATCH" | "PUT";
  path: string;
  body?: unknown;
  again: boolean;
}

/** What came of a call: `data` is parsed JSON, null for none; `next` the address of the next page. */
export type Reply = Success | { ok: false; refusal: Refusal };

interface Success {
  ok: true;
  data: unknown;
  next: string | null;
}

/** Pauses before the second, third and fourth try, in milliseconds. */
const PAUSES = [1_000, 4_000, 15_000];

/** A limit that ends later than this is not waited for. */
const LONGEST_WAIT = 120_000;

/** What GitHub asks for where it names a limit and no time. */
const UNNAMED_WAIT = 60_000;

/** Redirects of a repository that was renamed, on the same host. */
const MOST_REDIRECTS = 3;

/**
 * Sends a call, and sends it again after a pause where the host was busy or its answer was lost. Never throws for what
 * a host or network does, and never sends the token to another origin than the API's.
 */
export async function send(api: Api, call: Call): Promise<Reply> {
  let waited = 0;
  for (let tried = 0; ; tried++) {
    const reply = await once(api, call);
    if (reply.ok) return reply;
    const { refusal, wait } = reply;
    const pause = pauseBefore(tried, { call, refusal, wait });
    if (pause === null || waited + pause > LONGEST_WAIT) return { ok: false, refusal };
    waited += pause;
    await api.sleep(pause);
  }
}

interface Failed {
  ok: false;
  refusal: Refusal;
  /** Milliseconds that the host asks to wait, null where it says nothing. */
  wait: number | null;
}

/** How long to wait before the next try, or null for none. */
function pauseBefore(tried: number, { call, refusal, wait }: { call: Call } & Omit<Failed, "ok">): number | null {
  const pause = PAUSES[tried];
  if (pause === undefined) return null;
  // A limit is told before anything is done: every call may be sent again.
  if (refusal.kind === "limit")
    return (wait ?? UNNAMED_WAIT) > LONGEST_WAIT ? null : Math.max(pause, wait ?? UNNAMED_WAIT);
  if (refusal.kind !== "unavailable" || !call.again) return null;
  return Math.max(pause, wait ?? 0);
}

async function once(api: Api, call: Call): Promise<Success | Failed> {
  let address = addressOf(api, call.path);
  for (let followed = 0; followed <= MOST_REDIRECTS && address !== null; followed++) {
    const answered = await ask(api, call, address);
    if ("refusal" in answered) return answered;
    const { status, headers, text } = answered;
    if (status >= 200 && status < 300) return success(api, answered);
    const isMoved = status === 307 || status === 308 || (call.method === "GET" && (status === 301 || status === 302));
    if (!isMoved) {
      const refusal = refusalOf({ status, headers, text }, api.token);
      return { ok: false, refusal, wait: waitOf(answered, api.now()) };
    }
    address = addressOf(api, headers.get("location") ?? "");
  }
  const said = address === null ? "" : "it leads on and on";
  return { ok: false, refusal: { kind: "elsewhere", status: null, said, maybeDone: false }, wait: null };
}

async function ask(api: Api, call: Call, address: string): Promise<Answered | Failed> {
  try {
    const response = await fetch(address, {
      method: call.method,
      redirect: "manual",
      signal: AbortSignal.timeout(api.timeout),
      headers: {
        accept: api.accept,
        authorization: `Bearer ${api.token}`,
        "user-agent": api.agent,
        "x-github-api-version": "2022-11-28",
        ...(call.body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    return { ok: false, refusal: noAnswer(messageOf(error), api.token), wait: null };
  }
}

function success(api: Api, { headers, text }: Answered): Success | Failed {
  try {
    const next = nextOf(headers.get("link"));
    return { ok: true, data: text === "" ? null : JSON.parse(text), next: next === null ? null : addressOf(api, next) };
  } catch {
    return { ok: false, refusal: noAnswer("the answer is no JSON", api.token), wait: null };
  }
}

/** The whole address of a path, or null for one that leads away from the API. */
function addressOf(api: Api, path: string): string | null {
  const whole = path.startsWith("/") ? `${api.url}${path}` : path;
  if (whole === "" || !URL.canParse(whole)) return null;
  const { origin, href } = new URL(whole);
  return origin === new URL(api.url).origin || href === api.graphql ? href : null;
}

/** The next page of a `Link` header (RFC 8288), as GitHub writes it. */
function nextOf(header: string | null): string | null {
  for (const part of (header ?? "").split(/,\s*(?=<)/)) {
    const match = /^<([^>]*)>(.*)$/s.exec(part.trim());
    if (match !== null && /;\s*rel="?next"?\s*(?:;|$)/.test(match[2] ?? "")) return match[1] ?? null;
  }
  return null;
}

/** Milliseconds that a limit says to wait: `retry-after` in seconds, or the time of day when it is lifted. */
function waitOf(answered: Answered, now: number): number | null {
  const after = seconds(answered.headers.get("retry-after"));
  if (after !== null) return after * 1000;
  if (!isLimit(answered) || answered.headers.get("x-ratelimit-remaining") !== "0") return null;
  const reset = seconds(answered.headers.get("x-ratelimit-reset"));
  return reset === null ? null : Math.max(0, reset * 1000 - now) + 1000;
}

function seconds(text: string | null): number | null {
  return text !== null && /^\d{1,12}$/.test(text.trim()) ? Number(text) : null;
}
