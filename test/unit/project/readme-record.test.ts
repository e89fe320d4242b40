import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { docs } from "../../host.ts";

// What README.md shows of a public repository is what the command says, where a copy of that repository is at hand.

const copy = join(process.env.LABDOCS_CORPORA ?? "", "KellerJordan+modded-nanogpt");
const folder = mkdtempSync(join(tmpdir(), "labdocs-record-"));
afterAll(() => rmSync(folder, { recursive: true }));

// Real runs of others are not copied into the project: read where LABDOCS_CORPORA says that they lie.
test.skipIf(process.env.LABDOCS_CORPORA === undefined || !existsSync(copy))(
  "the contradiction that the README begins with",
  async () => {
    const record = "records/track_1_short/2026-07-13_PrefixTokenPrediction";
    cpSync(join(copy, "README.md"), join(folder, "README.md"));
    cpSync(join(copy, record), join(folder, record), { recursive: true });
    const { stdout } = await docs(folder, ["check", "README.md"]);
    const readme = readFileSync(join(import.meta.dirname, "../../../README.md"), "utf8");
    const block = /\$ npx labdocs check README\.md\n(.*?)\n {5}\|\n {5}= note/s.exec(readme)?.[1];
    expect(block).toContain("1.243 minutes");
    expect(stdout).toContain(block);
  },
);
