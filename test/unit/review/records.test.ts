import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { crc32 } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { eventFile, scalar } from "../readers/tensorboard-events.ts";
import type { Repository } from "./repository.ts";
import { makeRepository } from "./repository.ts";

const fixtures = join(import.meta.dirname, "../../fixtures/trackers");
const CONFIG = { "docs.config.yaml": "title: Records\n" };

let project: Repository;
beforeEach(() => {
  project = makeRepository();
});
afterEach(() => rmSync(project.root, { recursive: true, force: true }));

function put(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(join(project.root, path)), { recursive: true });
  writeFileSync(join(project.root, path), bytes);
}

/** Commits what lies there as the base, and goes on on a branch. */
function branch(): void {
  project.commit("the base");
  project.git("checkout", "-q", "-b", "change");
}

describe("a database of MLflow", () => {
  const TRIAL = "5b1cfb7b11bd4157adbe7458cc91b7c3";
  const README = `The baseline has a loss of [0.1250](mlflow.db "baseline/loss").

Trial 0 has score [0.500](mlflow.db "mlflow.db#${TRIAL}/score").
`;
  const change = (...statements: string[]) => {
    const database = new DatabaseSync(join(project.root, "mlflow.db"));
    for (const one of statements) database.exec(one);
    database.close();
  };
  const NEW_RUN = [
    "INSERT INTO runs SELECT 'aaaa', 'fresh', source_type, source_name, entry_point_name, user_id, status, start_time, end_time, source_version, lifecycle_stage, artifact_uri, experiment_id, deleted_time FROM runs WHERE run_uuid = '5b1cfb7b11bd4157adbe7458cc91b7c3'",
    "INSERT INTO metrics VALUES ('score', 0.7, 1795000000000, 'aaaa', 0, 0)",
  ];

  beforeEach(() => {
    copyFileSync(join(fixtures, "mlflow/sqlite-v3/mlflow.db"), join(project.root, "mlflow.db"));
    project.write({ ...CONFIG, "README.md": README });
    branch();
  });

  test("a run is added: the file is another one, the other runs and the claims on them are not", async () => {
    change(...NEW_RUN);
    project.commit();
    const { tampered, runs, claims, mood } = await project.review();
    expect({ tampered, broken: claims.broken, moved: claims.moved }).toEqual({ tampered: [], broken: [], moved: [] });
    expect(runs).toMatchObject([{ kind: "added", run: "mlflow.db#aaaa" }]);
    expect(mood).not.toBe("false");
  });

  test("rows are packed and numbered anew: nothing that anybody said changed", async () => {
    change("DELETE FROM metrics WHERE run_uuid NOT IN (SELECT run_uuid FROM runs)");
    change(...NEW_RUN, "DELETE FROM metrics WHERE run_uuid = 'aaaa'", "DELETE FROM runs WHERE run_uuid = 'aaaa'");
    change("CREATE TABLE kept AS SELECT * FROM metrics", "DELETE FROM metrics");
    change("INSERT INTO metrics SELECT * FROM kept ORDER BY rowid DESC", "DROP TABLE kept", "VACUUM");
    project.commit();
    const { tampered, claims } = await project.review();
    expect({ tampered, broken: claims.broken, moved: claims.moved }).toEqual({ tampered: [], broken: [], moved: [] });
  });

  test("a value of a run is another one: said with the row, though the document was made to agree", async () => {
    change(`UPDATE metrics SET value = 0.9 WHERE run_uuid = '${TRIAL}' AND key = 'score'`);
    project.write({ "README.md": README.replace("0.500", "0.900") });
    project.commit();
    const { tampered, runs, mood, claims } = await project.review();
    expect(tampered).toMatchObject([
      {
        file: "mlflow.db",
        claims: 1,
        lines: [
          { line: null, before: expect.stringContaining("value: 0.5"), after: expect.stringContaining("value: 0.9") },
        ],
      },
    ]);
    expect(tampered[0]?.lines[0]?.before).toMatch(/^metrics row \d+: .*key: score/);
    expect(runs).toMatchObject([{ kind: "rewritten", run: `mlflow.db#${TRIAL}`, files: ["mlflow.db"] }]);
    expect(claims.broken).toEqual([]);
    expect(mood).toBe("look");
  });

  test("a point in the middle of a run is another one, where neither the last value nor its number tells", async () => {
    const points = [5, 9, 7].map(
      (value, step) => `INSERT INTO metrics VALUES ('m', ${value}, ${1795000000000 + step}, '${TRIAL}', ${step}, 0)`,
    );
    const more = `INSERT INTO metrics VALUES ('m', 6, 1795000000009, '${TRIAL}', 9, 0)`;
    change(...points, more);
    project.commit();
    project.git("branch", "-f", "main");
    change(`UPDATE metrics SET value = 8 WHERE key = 'm' AND step = 2`);
    project.commit();
    expect((await project.review()).runs).toMatchObject([{ kind: "rewritten", run: `mlflow.db#${TRIAL}` }]);
  });

  test("a run that goes on and ends grows", async () => {
    change(`UPDATE runs SET status = 'RUNNING', end_time = NULL WHERE run_uuid = '${TRIAL}'`);
    project.commit();
    project.git("branch", "-f", "main");
    change(
      `INSERT INTO metrics VALUES ('score', 0.6, 1795000000009, '${TRIAL}', 9, 0)`,
      `INSERT INTO params VALUES ('late', '1', '${TRIAL}')`,
    );
    project.commit();
    expect((await project.review()).runs).toMatchObject([{ kind: "grown", run: `mlflow.db#${TRIAL}` }]);
    change(`UPDATE runs SET status = 'FINISHED' WHERE run_uuid = '${TRIAL}'`);
    project.commit();
    expect((await project.review()).runs).toMatchObject([{ kind: "counted otherwise", run: `mlflow.db#${TRIAL}` }]);
  });

  test("cited and changed within the change itself", async () => {
    change(...NEW_RUN);
    const line = 'The fresh one has [0.700](mlflow.db "fresh/score").\n';
    project.write({ "notes.md": line });
    const cited = project.commit();
    change("UPDATE metrics SET value = 0.8 WHERE run_uuid = 'aaaa'");
    project.write({ "notes.md": line.replace("0.700", "0.800") });
    const changed = project.commit();
    expect((await project.review()).tampered).toMatchObject([
      { file: "mlflow.db", cited, changed, claims: 1, lines: [{ line: null, before: expect.stringContaining("0.7") }] },
    ]);
  });

  test("every reporter says it, and the schema of the JSON knows it", async () => {
    change(`UPDATE metrics SET value = 0.9 WHERE run_uuid = '${TRIAL}' AND key = 'score'`);
    project.commit();
    const { docs } = await import("../../host.ts");
    const { problemsWith } = await import("../../../src/schemas.ts");
    for (const reporter of ["pretty", "comment", "summary", "json"]) {
      const { stdout } = await docs(project.root, ["review", "--base", "main", "--reporter", reporter]);
      expect(stdout, reporter).toMatch(/metrics row \d+: .*key: score/);
      if (reporter === "json") expect(problemsWith("review", JSON.parse(stdout))).toEqual([]);
    }
  });
});

describe("an event file", () => {
  const FILE = "logs/one/events.out.tfevents.1795279800.host";
  const events = (...values: number[]) => eventFile(...values.map((value, step) => scalar(step, "loss", value)));

  beforeEach(() => {
    put(FILE, events(0.5, 0.25, 0.125));
    project.write({ ...CONFIG, "README.md": `The loss ends at [0.125](${FILE} "record=4").\n` });
    branch();
  });

  test("events are appended: the run has grown", async () => {
    put(FILE, events(0.5, 0.25, 0.125, 0.0625));
    project.commit();
    const { tampered, runs, claims } = await project.review();
    expect({ tampered, broken: claims.broken, moved: claims.moved }).toEqual({ tampered: [], broken: [], moved: [] });
    expect(runs).toMatchObject([{ kind: "grown" }]);
  });

  test("a cited event is another one, and the document agrees with it", async () => {
    put(FILE, events(0.5, 0.25, 0.0625));
    project.write({ "README.md": `The loss ends at [0.0625](${FILE} "record=4").\n` });
    project.commit();
    const { tampered, runs } = await project.review();
    expect(tampered).toMatchObject([
      { file: FILE, lines: [{ line: null, before: expect.stringMatching(/^record 4: .*value: 0.125/) }] },
    ]);
    expect(runs).toMatchObject([{ kind: "rewritten" }]);
  });

  test("bytes that are no text in either version are compared as bytes", async () => {
    put(FILE, events(0.5, 0.3, 0.125));
    project.commit();
    project.git("branch", "-f", "main");
    put(FILE, events(0.5, 0.30001, 0.125));
    project.commit();
    const { tampered, runs } = await project.review();
    expect(tampered).toEqual([]);
    expect(runs).toMatchObject([{ kind: "rewritten" }]);
  });

  test("events before the cited one are gone: it only stands elsewhere", async () => {
    put(FILE, eventFile(scalar(1, "loss", 0.25), scalar(2, "loss", 0.125)));
    project.commit();
    const { tampered, runs } = await project.review();
    expect(tampered).toEqual([]);
    expect(runs).toMatchObject([{ kind: "rewritten" }]);
  });
});

describe("a recording of Weights & Biases", () => {
  const FILE = "wandb/offline-run-20261121_204536-new-normal/run-new-normal.wandb";
  const whole = readFileSync(join(fixtures, "wandb/new", FILE));

  /** Where the chunks of a file begin; its records are small, so that each is one chunk in one block. */
  function chunks(bytes: Buffer): number[] {
    const starts: number[] = [];
    for (let at = 7; at + 7 <= bytes.length && bytes.readUInt16LE(at + 4) > 0; at += 7 + bytes.readUInt16LE(at + 4)) {
      starts.push(at);
    }
    return starts;
  }

  test("goes on, or says something else in a cited record", async () => {
    put(FILE, whole);
    project.write(CONFIG);
    project.write({ "README.md": `It reaches [0.25](${FILE} "record=62").\n` });
    const starts = chunks(whole);
    put(FILE, whole.subarray(0, starts.at(-1)));
    branch();
    put(FILE, whole);
    project.commit();
    const grown = await project.review();
    expect({ tampered: grown.tampered, moved: grown.claims.moved }).toEqual({ tampered: [], moved: [] });
    expect(grown.runs).toMatchObject([{ bucket: "used" }]);
    const other = Buffer.from(whole);
    const at = starts[61] ?? 0;
    const end = at + 7 + other.readUInt16LE(at + 4);
    other.write("0.35", other.indexOf("0.25", at));
    other.writeUInt32LE(crc32(other.subarray(at + 6, end)), at);
    put(FILE, other);
    project.commit();
    const changed = await project.review();
    expect(changed.tampered).toMatchObject([
      { file: FILE, lines: [{ line: null, before: expect.stringMatching(/^record 62: .*0.25/) }] },
    ]);
    expect(changed.runs).toMatchObject([{ kind: "rewritten" }]);
  });
});
