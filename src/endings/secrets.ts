import type { Config } from "../config.ts";
import { openLines } from "../disk/lines.ts";
import type { Compiled } from "../project/compilation.ts";
import type { KeptBack } from "../redaction/listing.ts";
import { listKeptBack } from "../redaction/listing.ts";
import type { RedactionRules } from "../redaction/redactor.ts";
import { openRedactor } from "../redaction/redactor.ts";
import type { SecretKind } from "../redaction/sighting.ts";

/** What a check says of secrets. `kept`: where each stands. */
export interface SecretReport {
  state: "ok" | "note" | "warning";
  message: string;
  help: string | null;
  kept: KeptBack[];
}

const SHOWN = 12;

const KINDS: Record<SecretKind, [one: string, many: string]> = {
  token: ["token", "tokens"],
  password: ["password", "passwords"],
  key: ["key", "keys"],
  user: ["name of a user", "names of users"],
  host: ["name of a machine", "names of machines"],
  own: ["text that `site.redact` names", "texts that `site.redact` names"],
};

/** What is kept back besides what always is; null when the configuration publishes everything. */
export function redactionOf({ site }: Config): RedactionRules | null {
  if (site.redact === false) return null;
  return site.redact === true ? { patterns: [], allow: [] } : site.redact;
}

/** Says what looks like a secret in a project, by file and line and never by its value. */
export function reportSecrets(compiled: Compiled, config: Config): SecretReport {
  const rules = redactionOf(config);
  const kept = listKeptBack({
    catalog: compiled.catalog,
    files: compiled.documents.map((one) => one.file),
    redactor: openRedactor(rules ?? { patterns: [], allow: [] }),
    open: (file) => openLines(compiled.root, file),
  });
  if (kept.length === 0) return { state: "ok", message: "nothing looks like one", help: null, kept };
  const isBad = kept.some(({ kind }) => kind !== "user" && kind !== "host");
  const what = rules === null ? "published as it is, since `site.redact` is false" : "kept back when the site is built";
  const shown = kept.slice(0, SHOWN).map(sayPlace);
  const more = kept.length > SHOWN ? [`and ${kept.length - SHOWN} more; \`docs doctor --json\` lists all`] : [];
  const help = isBad
    ? "A key that stands in a log is known to all who can read the log: revoke it. `site.redact.allow` names what is none."
    : "`site.redact` in the configuration says what is kept back; `allow` names what may be published.";
  return {
    state: rules === null || isBad ? "warning" : "note",
    message: [`${what}: ${count(kept)}`, ...shown, ...more].join("\n"),
    help,
    kept,
  };
}

function sayPlace({ file, line, kind }: KeptBack): string {
  return `${file}${line === null ? "" : `:${line}`}: ${KINDS[kind][0]}`;
}

/** `2 tokens, 1 password`. */
function count(kept: readonly KeptBack[]): string {
  const kinds = Object.keys(KINDS) as SecretKind[];
  return kinds
    .map((kind): [SecretKind, number] => [kind, kept.filter((one) => one.kind === kind).length])
    .filter(([, many]) => many > 0)
    .map(([kind, many]) => `${many} ${KINDS[kind][many === 1 ? 0 : 1]}`)
    .join(", ");
}
