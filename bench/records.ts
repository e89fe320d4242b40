import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { randomOf } from "./random.ts";

/*
 * What the checker says of a real repository's document, for judging by hand:
 *
 *   node bench/records.ts <repository> [--document README.md] [--out folder] [--sample 30]
 *
 * Prints how many claims got which verdict and how far logs and document are apart, and writes for each verdict a sample, always
 * the same one, with sentence, value and log line as Markdown.
 */
interface Claim {
  line: number;
  text: string;
  verdict: string;
  value: number | null;
  score: number | null;
  selector: string | null;
  diagnosis: string | null;
  reason: string | null;
  evidence: { file: string; literal: string; locator: { line?: number } }[];
  candidates: { selector: string; value: number; score: number }[];
}

const word = (name: string, otherwise: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
};
const root = resolve(process.argv[2] ?? "");
const document = word("document", "README.md");
const out = word("out", "");
const size = Number(word("sample", "30"));
if (!existsSync(join(root, document)))
  throw new Error(`usage: node bench/records.ts <repository>; no ${document} there`);

const claims = check();
const lines = readFileSync(join(root, document), "utf8").split("\n");
const byVerdict = [...Map.groupBy(claims, ({ verdict }) => verdict)].sort(([, a], [, b]) => b.length - a.length);
console.log("| verdict | claims | equal at the printed precision | within 1 % | further apart | no value |");
console.log("| --- | --: | --: | --: | --: | --: |");
for (const [verdict, list] of byVerdict) {
  const apart = Map.groupBy(list, distance);
  const count = (name: ReturnType<typeof distance>) => apart.get(name)?.length ?? 0;
  console.log(
    `| ${verdict} | ${list.length} | ${count("equal")} | ${count("near")} | ${count("far")} | ${count("none")} |`,
  );
}
const linked = claims.filter(({ evidence, selector }) => evidence.length > 0 || selector !== null);
console.log(`\n${claims.length} claims, ${linked.length} with evidence.`);
if (out !== "") {
  mkdirSync(out, { recursive: true });
  for (const [verdict, list] of byVerdict) writeFileSync(join(out, `${verdict}.md`), sampleOf(verdict, list));
  console.log(`Samples are in ${out}.`);
}

function check(): Claim[] {
  const cli = join(import.meta.dirname, "..", "src", "cli.ts");
  const args = [cli, "check", document, "--json", "--cwd", root];
  const done = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.status === 2 || done.error !== undefined) throw new Error(`${done.error ?? done.stderr}`);
  const all = JSON.parse(done.stdout) as { claims: (Claim & { file: string })[] };
  return all.claims.filter(({ file }) => file === document);
}

/** How far the number in the text is from the value it is held to; percent and units by their powers of ten and of 60. */
function distance({ text, value }: Claim): "equal" | "near" | "far" | "none" {
  const [literal] = /[+−-]?\d[\d,]*(?:\.\d+)?/u.exec(text) ?? [];
  if (value === null || literal === undefined) return "none";
  const stated = Number(literal.replace("−", "-").replaceAll(",", ""));
  const decimals = literal.includes(".") ? literal.length - literal.indexOf(".") - 1 : 0;
  const factors = [1, 100, 1e3, 1e6, 1e9, 1e-3, 1 / 60, 60, 1 / 3600, 1 / 6e4];
  const gaps = factors.map((by) => Math.abs(value * by - stated));
  const least = Math.min(...gaps);
  if (least <= 0.5000001 * 10 ** -decimals) return "equal";
  return least <= 0.01 * Math.abs(stated) ? "near" : "far";
}

function sampleOf(verdict: string, list: readonly Claim[]): string {
  const some = randomOf(7).shuffled(list).slice(0, size);
  const entries = some
    .sort((a, b) => a.line - b.line)
    .map((claim, index) => {
      const [evidence] = claim.evidence;
      const candidates = claim.candidates.map((one) => `${one.selector} = ${one.value} (${one.score})`).join("; ");
      const rows = [
        `## ${index + 1}. line ${claim.line}: \`${claim.text}\``,
        `> ${(lines[claim.line - 1] ?? "").trim().slice(0, 600)}`,
        `- value ${claim.value}, selector ${claim.selector}, score ${claim.score}`,
        `- ${claim.diagnosis ?? ""} ${claim.reason ?? ""}`,
        evidence === undefined
          ? "- no evidence"
          : `- ${evidence.file}:${evidence.locator.line} \`${lineAt(evidence)}\``,
        candidates === "" ? "" : `- candidates: ${candidates}`,
      ];
      return rows.filter((row) => row !== "").join("\n");
    });
  return `# ${verdict}: ${some.length} of ${list.length}\n\n${entries.join("\n\n")}\n`;
}

function lineAt({ file, locator, literal }: Claim["evidence"][number]): string {
  const path = join(root, file);
  if (locator.line === undefined || !existsSync(path)) return literal;
  return (readFileSync(path, "utf8").split("\n")[locator.line - 1] ?? "").slice(0, 300);
}
