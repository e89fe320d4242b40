import type { Finder, SecretKind, Sighting } from "./sighting.ts";
import { finder } from "./sighting.ts";

// What is told by the name that it is given. A name counts by its end: `db.password` is one, `password_length` is not, and
// `max_tokens`, `pad_token_id` and `tokenizer` are what models are made of.

/** Not inside of a word: `localhost:8080` is no host that is 8080. */
const whole = (names: string) => `(?<![A-Za-z0-9])(?:${names})`;

const STRONG =
  "password|passwd|passphrase|api[_.-]?key|apikey|access[_.-]?key(?:[_.-]?id)?|secret[_.-]?key|client[_.-]?secret|private[_.-]?key|account[_.-]?key|shared[_.-]?access[_.-]?key|signing[_.-]?key|encryption[_.-]?key|(?:auth|access|refresh|bearer|api|session|security|github|gitlab|hf|hub|huggingface|wandb|neptune|comet|slack|bot|ci[_.-]?job)[_.-]?token";
const WEAK = "token|secret|credentials?|passcode|pwd|pw|auth|authorization|cookie|connection[_.-]?string|dsn";
const HOST =
  "hostname|host[_.-]?name|host|node[_.-]?name|nodename|computer[_.-]?name|machine[_.-]?name|fqdn|slurmd?[_.-]?(?:job[_.-]?)?node(?:list|name)|slurm[_.-]?submit[_.-]?host|host[_.-]?ip";
const USER =
  "user[_.-]?name|logname|os[_.-]?user|slurm[_.-]?job[_.-]?user|login[_.-]?name|run[_.-]?by|created[_.-]?by|submitted[_.-]?by|mlflow\\.user|sudo[_.-]?user|e[_-]?mail";

const END = "(?:$|[\\])}\"'])";
const strongName = new RegExp(`(?:^|[^a-z0-9])(?:${STRONG})${END}|(?:Password|ApiKey|SecretKey|AccessKey)$`, "i");
const camelName = /[a-z](?:Password|ApiKey|SecretKey|AccessKey|AccessToken|AuthToken|ApiToken)$/;
const weakName = new RegExp(`(?:^|[^a-z0-9])(?:${WEAK})${END}`, "i");
const hostName = new RegExp(`(?:^|[^a-z0-9])(?:${HOST})$`, "i");
const userName = new RegExp(`(?:^|[^a-z0-9])(?:${USER}|user)$`, "i");

/** Words that stand where a secret could, and are none. */
const EMPTY =
  /^(?:|null|none|nil|true|false|yes|no|unset|unknown|undefined|empty|missing|required|optional|default|auto|redacted|hidden|masked|n\/a|[*xX.•_-]+|\$.*|%.*%|<.*>|\{.*|\[.*\]|‹.*|\.+|env[:.].*|process\.env.*|os\.environ.*|getenv.*|your[_-].*|\w[\w.]*\(.*)$/i;

const GENERIC_HOST =
  /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|::1?|cpu|gpu|cuda|tpu|local|host|node|\d+(?:\.\d+)?)$/i;
const GENERIC_USER =
  /^(?:root|user|users|admin|administrator|ubuntu|debian|centos|ec2-user|runner|runneradmin|jovyan|docker|vscode|codespace|app|nobody|guest|default|public|shared|me|you|name|username|sagemaker-user|azureuser|azureml|colab|mambauser|\d+)$/i;

/** What values of a name may be. */
type Rank = "strong" | "weak" | "host" | "user" | "none";

const MOST_NAMES = 10_000;
const ranks = new Map<string, Rank>();

/** What a value is by its name, or null. Its quotes do not count. */
export function secretByName(name: string, value: string): SecretKind | null {
  const rank = rankOf(name);
  if (rank === "none") return null;
  const text = value.trim().replace(/^(["'])(.*)\1$/s, "$2");
  if (EMPTY.test(text)) return null;
  if (rank === "strong") return isMeasure(text) ? null : kindOf(name);
  if (rank === "weak") return looksLikeKey(text) ? kindOf(name) : null;
  if (rank === "host") return isHost(text) ? "host" : null;
  return isUser(text) ? "user" : null;
}

/** Whether a value of that name may be one to keep back. */
export function isTelling(name: string): boolean {
  return rankOf(name) !== "none";
}

/** The same names come again with every run. */
function rankOf(name: string): Rank {
  const known = ranks.get(name);
  if (known !== undefined) return known;
  const rank = [
    ["strong", strongName] as const,
    ["strong", camelName] as const,
    ["weak", weakName] as const,
    ["host", hostName] as const,
    ["user", userName] as const,
  ].find(([, expression]) => expression.test(name))?.[0];
  if (ranks.size > MOST_NAMES) ranks.clear();
  ranks.set(name, rank ?? "none");
  return rank ?? "none";
}

/** Whether a name of a user tells nothing of anybody. */
export function isNobody(user: string): boolean {
  return GENERIC_USER.test(user);
}

/** Whether a name of a machine tells nothing of any. */
export function isAnyMachine(host: string): boolean {
  return GENERIC_HOST.test(host);
}

function kindOf(name: string): SecretKind {
  if (/pass|pwd|pw$/i.test(name)) return "password";
  return /key/i.test(name) ? "key" : "token";
}

function isNumber(text: string): boolean {
  return /^[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|nan|inf(?:inity)?)$/i.test(text);
}

/** A number that was measured, in a column that happens to have such a name. */
function isMeasure(text: string): boolean {
  return isNumber(text) && /[.einfa]/i.test(text);
}

/** Long enough, of letters and digits, and neither a path nor words. */
function looksLikeKey(text: string): boolean {
  return (
    !isNumber(text) &&
    /^[^\s/\\<>[\]{}]{12,}$/.test(text) &&
    /\d/.test(text) &&
    /[A-Za-z]/.test(text) &&
    !/^[~.]|^[A-Za-z]:\\/.test(text)
  );
}

function isHost(text: string): boolean {
  return (
    /^[A-Za-z0-9](?:[\w.,[\]-]{0,250})$/.test(text) &&
    !isAnyMachine(text) &&
    !isNumber(text) &&
    !/^v?\d+(?:\.\d+)*$/.test(text)
  );
}

/** A name and no id of a data set's user: `17`, `u42` and `user_3` stay. */
function isUser(text: string): boolean {
  return (
    /^[A-Za-z][\w.@+-]{1,100}$/.test(text) &&
    !isNobody(text) &&
    !isNumber(text) &&
    !/^(?:u|user|uid|usr)[_-]?\d+$/i.test(text)
  );
}

const QUOTE = `\\\\{0,3}(?:["'\`]|&quot;|&#34;|&#39;|&#x27;)`;
const SEPARATOR = `(?:${QUOTE})?[ \\t]{0,4}(?:=>|:=|[=:])[ \\t]{0,4}`;
const BARE = `[^\\s"'\`<>,;|)}\\]&\\\\‹›]`;

function assigned(names: string, least: number): RegExp[] {
  const name = `(?:${names})`;
  return [
    new RegExp(`${name}${SEPARATOR}(?<quote>${QUOTE})(?<hide>[^\\n]{1,400}?)(?=\\k<quote>)`, "gi"),
    new RegExp(`${name}${SEPARATOR}(?<hide>${BARE}{${least},400})`, "gi"),
  ];
}

const isSecret = (text: string) => !EMPTY.test(text) && !isMeasure(text);

/** Finds values that stand behind such a name in running text: `password=…`, `"api_key": "…"`, `--token …`. */
export const nameFinders: Finder[] = [
  ...assigned(STRONG, 3).map((one): Finder => bySubject(one, isSecret)),
  ...assigned(whole(WEAK), 12).map((one): Finder => bySubject(one, (text) => isSecret(text) && looksLikeKey(text))),
  finder("password", /(?<=\s--?(?:password|passwd|passphrase)[ \t]{1,4})[^\s-]\S{2,}/gi, isSecret),
  finder("key", /(?<=\s--?[a-z-]{0,20}(?:api|access|secret)[_-]?key[ \t]{1,4})[^\s-]\S{5,}/gi, isSecret),
  finder("token", /(?<=\s--?[a-z-]{0,20}token[ \t]{1,4})[^\s-]\S{11,}/gi, looksLikeKey),
  ...assigned(whole(HOST), 2).map((one) =>
    finder("host", one, (text) => !EMPTY.test(text) && isHost(text) && isNamed(text)),
  ),
  ...assigned(whole(USER), 2).map((one) => finder("user", one, (text) => !EMPTY.test(text) && isUser(text))),
  // In a conversation `user: Hello` is what somebody says.
  finder("user", /(?<![A-Za-z0-9])(?:[A-Za-z0-9]{1,30}[_.-]){0,4}user=["']?(?<hide>[A-Za-z][\w.@+-]{1,100})/gi, isUser),
  finder("user", /(["'])user\1[ \t]{0,4}:[ \t]{0,4}\1(?<hide>[A-Za-z][\w.@+-]{1,100})\1/gi, isUser),
];

/** Tells at once of most texts that no finder of this file has anything to find in them. */
export const nameHint =
  /(?<=(?:pass(?:word|wd|phrase|code)|pwd|pw|key|key[_.-]?id|token|secret|credentials?|auth|authorization|cookie|string|dsn|host|name|fqdn|list|ip|user|by|mail)(?:\\{0,3}["'`]|&\w{1,5};|&#\w{1,4};)?[ \t]{0,4})[=:]|--[a-z-]{0,20}(?:pass|key|token)/i;

/** In running text `host: value` may be about anything: a machine's name has a digit, a dot or a hyphen. */
function isNamed(text: string): boolean {
  return /[\d.-]/.test(text);
}

/** Finds by the name, and says of which kind it is by the name. A short word behind `token:` explains what a token is. */
function bySubject(expression: RegExp, accepts: (hidden: string) => boolean): Finder {
  const find = finder("token", expression, accepts);
  return (text) =>
    find(text).flatMap((one): Sighting[] => {
      const before = text.slice(Math.max(0, one.start - 40), one.start);
      const kind = kindOf(before.replace(/[^A-Za-z0-9]+$/, "").slice(-14));
      const isQuoted = /["'`;]$/.test(before);
      const isWord = kind !== "password" && !isQuoted && /^\D{0,15}$/.test(text.slice(one.start, one.end));
      return isWord ? [] : [{ ...one, kind }];
    });
}
