/**
 * Why a host did not do what it was asked.
 *
 * - `kind`: `read-only` is a token that may not write, as jobs of pull requests from forks have it; `too long` a text that the
 *   host does not take; `elsewhere` an answer that leads to another host, which is never followed.
 * - `status`: of the answer, null where there was none. `said`: the host's own words, made harmless for a terminal.
 * - `maybeDone`: the host may have done it all the same, because its answer was lost.
 */
export interface Refusal {
  kind: "unauthorised" | "read-only" | "not found" | "too long" | "rejected" | "limit" | "unavailable" | "elsewhere";
  status: number | null;
  said: string;
  maybeDone: boolean;
}

/** An answer that is no success, as far as it tells why. `headers` by their lower-case names. */
export interface Answered {
  status: number;
  headers: { get(name: string): string | null };
  text: string;
}

/** Why the host said no. The token does not occur in what it said. */
export function refusalOf(answered: Answered, token: string): Refusal {
  const { message, errors } = messagesOf(answered.text);
  const said = harmless([message, ...errors].filter(Boolean).join("; "), token);
  return { kind: kindOf(answered, said), status: answered.status, said, maybeDone: answered.status >= 500 };
}

/** No answer came: the network or the time was at its end. */
export function noAnswer(why: string, token: string): Refusal {
  return { kind: "unavailable", status: null, said: harmless(why, token), maybeDone: true };
}

/** Whether a limit on how often one may ask was hit, rather than a right missing. */
export function isLimit({ status, headers, text }: Answered): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return (
    headers.get("x-ratelimit-remaining") === "0" ||
    headers.get("retry-after") !== null ||
    /secondary rate limit|abuse detection/i.test(messagesOf(text).message)
  );
}

/** What a person reads of it: what was tried, the host's words, and what to do. */
export function sayRefusal({ kind, status, said }: Refusal): string {
  const words = said === "" ? "" : ` (${said})`;
  return `${WORDS[kind]}${status === null ? "" : `, status ${status}`}${words}`;
}

const WORDS: Record<Refusal["kind"], string> = {
  unauthorised: "the token is not valid",
  "read-only": "the token may not write here",
  "not found": "there is no such thing, or the token may not see it",
  "too long": "the text is too long for the host",
  rejected: "the host does not take it",
  limit: "the host's limit of calls is reached",
  unavailable: "the host does not answer",
  elsewhere: "the answer leads to another host, which is not followed",
};

function kindOf(answered: Answered, said: string): Refusal["kind"] {
  const { status } = answered;
  if (isLimit(answered)) return "limit";
  if (status === 401) return "unauthorised";
  if (status === 403) return /locked|archived/i.test(said) ? "rejected" : "read-only";
  if (status === 404 || status === 410) return "not found";
  if (status === 413 || (status === 422 && /too long|maximum/i.test(said))) return "too long";
  if (status >= 300 && status < 400) return "elsewhere";
  return status >= 500 || status === 408 ? "unavailable" : "rejected";
}

function messagesOf(text: string): { message: string; errors: string[] } {
  try {
    const data: unknown = JSON.parse(text);
    const message = fieldOf(data, "message");
    const listed = typeof data === "object" && data !== null && "errors" in data ? data.errors : [];
    const errors = Array.isArray(listed)
      ? listed.map((one) => (typeof one === "string" ? one : fieldOf(one, "message")))
      : [];
    return { message, errors };
  } catch {
    return { message: "", errors: [] };
  }
}

function fieldOf(data: unknown, name: string): string {
  const value = typeof data === "object" && data !== null ? (data as Record<string, unknown>)[name] : undefined;
  return typeof value === "string" ? value : "";
}

/** One line without control characters, and without the token. */
function harmless(text: string, token: string): string {
  const line = text
    .replaceAll(token, "***")
    .replace(/[^\P{C} ]|[\u2028\u2029]/gu, " ")
    .trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
