import { describe, expect, test } from "vitest";
import type { Lock } from "../../../src/claims/lock.ts";
import { formatLock, lockOf, parseLock } from "../../../src/claims/lock.ts";
import { coverageOf } from "../../../src/model/claim.ts";
import type { JudgedDocument } from "../../../src/model/project.ts";
import type { Logs } from "./project.ts";
import { lineOf, logOf, makeProject, REPORT } from "./project.ts";

const LOGS: Logs = {
  full: [
    { step: 1, auc: 0.8 },
    { step: 2, auc: 0.8612 },
  ],
  base: [{ auc: 0.7 }],
};
const TEXT = `AUC is [0.86](${logOf("full")}#L2 "auc"), more than [0.70](${logOf("base")}#L1 "auc"); [it ended](${logOf("full")}#L2).`;
const LOG = `experiments/e/${logOf("full")}`;

function judged(project: ReturnType<typeof makeProject>, text: string, lock?: Lock): JudgedDocument {
  const verdicts = project.check(text, lock === undefined ? {} : { lock });
  return { file: REPORT, verdicts, coverage: coverageOf(verdicts), generated: 0 };
}

function lockFor(text: string): Lock {
  const empty: Lock = { schemaVersion: 1, claims: [] };
  return lockOf(empty, { judged: [judged(makeProject(LOGS), text)], exists: () => true });
}

describe("docs.lock.json", () => {
  const lock = lockFor(TEXT);

  test("has one claim a line, sorted, and is read back as it was", () => {
    const text = formatLock(lock);
    expect(lock.claims).toHaveLength(3);
    expect(text.split("\n").filter((line) => line.includes('"id"'))).toHaveLength(3);
    expect(parseLock(text, "docs.lock.json")).toEqual({ lock, findings: [] });
    expect(formatLock({ ...lock, claims: [...lock.claims].reverse() })).toBe(text);
    expect(JSON.parse(formatLock({ schemaVersion: 1, claims: [] }))).toEqual({ schemaVersion: 1, claims: [] });
  });

  test("after a merge conflict what can be read is kept, and the rest is a finding", () => {
    const broken = formatLock(lock).replace('  "claims": [\n', '  "claims": [\n<<<<<<< ours\n');
    const again = parseLock(broken, "docs.lock.json");
    expect(again.lock.claims).toEqual(lock.claims);
    expect(again.findings).toMatchObject([{ code: "source/bad-json", line: 4 }]);
  });

  test("values that JSON lacks survive", () => {
    const odd: Lock = {
      schemaVersion: 1,
      claims: lock.claims.slice(0, 1).map((entry) => ({ ...entry, value: Number.NaN })),
    };
    expect(parseLock(formatLock(odd), "l").lock.claims[0]?.value).toBeNaN();
  });

  test("entries of documents that were not checked stay, those of documents that are gone go", () => {
    const other: Lock = {
      schemaVersion: 1,
      claims: lock.claims.map((entry) => ({ ...entry, file: `${entry.file}x` })),
    };
    expect(lockOf(other, { judged: [], exists: () => true })).toEqual(other);
    expect(lockOf(other, { judged: [], exists: () => false }).claims).toEqual([]);
  });
});

describe("with a lock", () => {
  const lock = lockFor(TEXT);
  const verdicts = (change: (files: Map<string, string[]>) => void, logs: Logs = LOGS) => {
    const project = makeProject(logs);
    change(project.files);
    return project.check(TEXT, { lock });
  };

  test("appending to a log changes nothing", () => {
    const longer = { ...LOGS, full: [...(LOGS.full ?? []), { step: 3, auc: 0.9 }] };
    expect(verdicts(() => {}, longer).map((one) => one.verdict)).toEqual(["supported", "supported", "supported"]);
  });

  test("a changed value is stale, and keeps its entry", () => {
    const changed = {
      ...LOGS,
      full: [
        { step: 1, auc: 0.8 },
        { step: 2, auc: 0.9912 },
      ],
    };
    const [first, , third] = verdicts(() => {}, changed);
    expect(first).toMatchObject({ verdict: "stale", value: 0.9912 });
    expect(first?.reason).toContain("0.8612");
    expect(third?.verdict).toBe("stale");
    const next = lockOf(lock, { judged: [judged(makeProject(changed), TEXT, lock)], exists: () => true });
    expect(next).toEqual(lock);
  });

  test("a line that moved is found by its text, even among others of its metric", () => {
    const moved = { ...LOGS, full: [{ step: 0, auc: 0.5 }, ...(LOGS.full ?? []), { step: 9, auc: 0.3 }] };
    const [first] = verdicts((files) => {
      files.set(LOG, [lineOf({ step: 0, auc: 0.5 }, 7), ...(files.get(LOG) ?? []).slice(1)]);
      files.set(LOG, [
        ...(files.get(LOG) ?? []).slice(0, 1),
        lineOf({ step: 1, auc: 0.8 }, 0),
        lineOf({ step: 2, auc: 0.8612 }, 1),
        lineOf({ step: 9, auc: 0.3 }, 9),
      ]);
    }, moved);
    expect(first).toMatchObject({ verdict: "supported", reason: `moved to ${LOG}:3` });
  });

  test("a log that is not in this checkout is attested while text and lock agree", () => {
    const project = makeProject(LOGS);
    project.files.delete(LOG);
    const [first, second] = project.check(TEXT, { lock });
    expect([first?.verdict, second?.verdict]).toEqual(["attested", "supported"]);
    expect(project.check(TEXT.replace("0.86", "0.87"), { lock })[0]?.verdict).toBe("source-missing");
    project.files.set(LOG, ["version https://git-lfs.github.com/spec/v1", "oid sha256:0", "size 1"]);
    expect(project.check(TEXT, { lock })[0]?.verdict).toBe("attested");
  });
});
