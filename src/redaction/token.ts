import type { Finder } from "./sighting.ts";
import { finder } from "./sighting.ts";

// Keys that tell by their form what they are: the prefixes that the services give them, so that hashes of commits, data and
// checkpoints, ids of runs and words of a vocabulary are not among them. A text that was cut ends in `…`.

/** `sk-` begins names too (`sk-learn-baseline`): a key has capitals, small letters and digits, or is hexadecimal. */
function isRandom(text: string): boolean {
  const body = text.replace(/^[a-z]+-/, "");
  if (/[0-9a-f]{32}/.test(body)) return true;
  return (body.match(/\d/g) ?? []).length >= 2 && /[A-Z]/.test(body) && /[a-z]/.test(body);
}

const tokens: [RegExp, ((hidden: string) => boolean)?][] = [
  [/(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g],
  [/(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{16,}/g],
  [/(?<![A-Za-z0-9])github_pat_[A-Za-z0-9_]{16,}/g],
  [/(?<![A-Za-z0-9])gl(?:pat|ptt|dt|rt|rtr|soat|agent|cbt|ffct|imt|oas)-[A-Za-z0-9_-]{16,}/g],
  [/(?<![A-Za-z0-9_-])sk-[A-Za-z0-9_-]{20,}/g, isRandom],
  [/(?<![A-Za-z0-9_])(?:hf_|api_org_)[A-Za-z0-9]{24,}/g],
  [/(?<![A-Za-z0-9])xox[abceoprs]-[A-Za-z0-9-]{10,}/g],
  [/(?<![A-Za-z0-9])xapp-\d-[A-Za-z0-9-]{10,}/g],
  [/(?<=hooks\.slack\.com\/(?:services|workflows)\/)[A-Za-z0-9_/-]{16,}/g],
  [/(?<=discord(?:app)?\.com\/api\/webhooks\/)[A-Za-z0-9_/-]{16,}/g],
  [/(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35}/g],
  [/(?<![A-Za-z0-9])ya29\.[A-Za-z0-9_-]{20,}/g],
  [/(?<![A-Za-z0-9])GOCSPX-[A-Za-z0-9_-]{20,}/g],
  [/(?<![A-Za-z0-9])(?:sk|pk|rk)_(?:live|test)_[A-Za-z0-9]{16,}/g],
  [/(?<![A-Za-z0-9])SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/g],
  [
    /(?<![A-Za-z0-9])(?:npm_|dckr_pat_|dop_v1_|doo_v1_|dor_v1_|wandb_v1_|r8_|gsk_|nvapi-|lsv2_[a-z]{2}_|whsec_)[A-Za-z0-9_-]{24,}/g,
  ],
  [/(?<![A-Za-z0-9])pypi-[A-Za-z0-9_-]{50,}/g],
  [/(?<![A-Za-z0-9])dapi[0-9a-f]{32}/g],
  // A Neptune token is the Base64 of {"api_address":…; a JSON web token has two such parts and a signature.
  [/(?<![A-Za-z0-9])eyJhcGlf[A-Za-z0-9+/_=-]{16,}/g],
  [/(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]{4,}){1,4}/g],
  [/(?<![A-Za-z0-9])\d{8,10}:AA[A-Za-z0-9_-]{32,}/g],
  [
    /(?<=[?&;](?:sig|X-Amz-Signature|X-Amz-Security-Token|X-Amz-Credential|X-Goog-Signature|AWSAccessKeyId|Signature|access_token|token|key)=)[A-Za-z0-9%+/=_.-]{16,}/gi,
  ],
  [/(?<=\b(?:Bearer|Basic)[ \t]{1,4})[A-Za-z0-9._~+/=-]{16,}/gi, (text) => /\d/.test(text) && /[A-Za-z]/.test(text)],
  // W&B's older keys are forty hexadecimal digits, as commits are: only what stands beside the word is one.
  [
    /(?<=\b(?:wandb|api|login|relogin)[ \t_.:=-]{0,3}(?:login|key|--relogin)?[ \t_"':=-]{0,6})(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])/gi,
  ],
];

const keys: [RegExp, ((hidden: string) => boolean)?][] = [
  [
    /-----BEGIN (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----[\s\S]{0,20000}?(?:-----END (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  ],
  // Part of a key whose first line is not in sight, and what is before its last line.
  [
    /(?<=^|\n)[ \t]{0,16}[A-Za-z0-9+/]{64}(?:[A-Za-z0-9+/]{12})?\r?(?=\n|$)/g,
    (text) => /[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text),
  ],
  [
    /(?<=^|\n)[ \t]{0,16}[A-Za-z0-9+/=]{1,76}\r?\n[ \t]{0,16}-----END (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----/g,
  ],
];

const passwords: [RegExp][] = [
  // In an address (postgres://name:password@host, https://token@host) the service that is asked stays.
  [/(?<=(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+.-]{1,20}:\/\/)[^\s/?#@"'<>‹›]{0,100}:[^\s/?#@"'<>‹›]{1,200}(?=@)/g],
  [/(?<=(?<![A-Za-z0-9])https?:\/\/)[A-Za-z0-9_-]{16,200}(?=@)/g],
  [/(?<=\bmachine[ \t]{1,4}\S{1,100}[ \t]{1,4}login[ \t]{1,4}\S{1,100}[ \t]{1,4}password[ \t]{1,4})\S{3,}/g],
];

/** Finds keys, tokens and passwords that tell by their form what they are. */
export const tokenFinders: Finder[] = [
  ...tokens.map(([expression, accepts]) => finder("token", expression, accepts)),
  ...keys.map(([expression, accepts]) => finder("key", expression, accepts)),
  ...passwords.map(([expression]) => finder("password", expression)),
];

const STARTS =
  /(?<![A-Za-z0-9])(?:A[KSBC][ICA]A|gh[pousr]_|github_pat|gl[a-z]{2,5}-|sk-|hf_|api_org_|xox|xapp-|AIza|ya29|GOCSPX|[spr]k_|SG\.|npm_|dckr_|do[por]_v1|wandb_v1|r8_|gsk_|nvapi|lsv2|whsec|pypi-|dapi|eyJ|\d{8,10}:AA)|webhooks|hooks\.|[?&;](?:[Ss]ig|X-|x-|AWS|access|token|key)|(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])|[A-Za-z0-9+/]{64}/;

/** Tells at once of most texts that no finder of this file has anything to find in them. */
export function mayHoldToken(text: string): boolean {
  if (text.length < SHORTEST) return text.includes("@");
  return text.includes("@") || RARE.test(text) || mayHoldLong(text);
}

/**
 * Tokens are long words: log lines and sentences have few. A word of so many characters has one at every so many places, so that
 * most characters are not looked at.
 */
function mayHoldLong(text: string): boolean {
  const { length } = text;
  for (let at = LEAST - 1; at < length; ) {
    let [start, end] = [at, at];
    while (end < length && WORD[text.charCodeAt(end)] === 1) end += 1;
    if (end > at) while (start > 0 && WORD[text.charCodeAt(start - 1)] === 1) start -= 1;
    if (end - start >= LEAST && !isNumber(text, start, end) && isStart(text.slice(start, end))) return true;
    at = end + LEAST;
  }
  return false;
}

/** A logged value is a long word, too, with the colon of its name. */
function isNumber(text: string, start: number, end: number): boolean {
  if (end - start > LONGEST_NUMBER) return false;
  for (let at = start; at < end; at += 1) if (NUMERAL[text.charCodeAt(at)] !== 1) return false;
  return true;
}

/** By its code whether a character is one of those. */
function characters(expression: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (expression.test(String.fromCharCode(code)) ? 1 : 0));
}

const MOST_KEPT = 2000;
const kept = new Map<string, boolean>();

/** The same names and paths come again and again. */
function isStart(word: string): boolean {
  const known = kept.get(word);
  if (known !== undefined) return known;
  if (kept.size > MOST_KEPT) kept.clear();
  const is = STARTS.test(word);
  kept.set(word, is);
  return is;
}

/** Without an at sign there is no password in an address, and all else is longer. */
const SHORTEST = 12;
/** How long a word is that may be or hold a token, and one that is no number. */
const LEAST = 16;
const LONGEST_NUMBER = 40;
const WORD = characters(/[\w+/%.=:?&;-]/);
const NUMERAL = characters(/[\d.e+:=-]/);
const RARE = /eyJ|[Bb]earer |BEARER |[Bb]asic |machine |PRIVATE KEY/;
