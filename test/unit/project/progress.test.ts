import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { docs } from "../../host.ts";

const scratch = mkdtempSync(join(tmpdir(), "labdocs-progress-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const DOC = "docs/experiments.md";
const FIGURE = "docs/plots/experiments-progress-test-accuracy.light.svg";
const MARKER = "<!-- docs:begin progress -->\n<!-- docs:end progress -->\n";
let projects = 0;

/** A project in a folder of its own. */
function makeProject() {
  projects += 1;
  const root = join(scratch, String(projects));
  mkdirSync(root);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  return {
    root,
    write,
    read: (path: string) => readFileSync(join(root, path), "utf8"),
    has: (path: string) => existsSync(join(root, path)),
    remove: (path: string) => rmSync(join(root, path), { recursive: true }),
    /** An experiment of one row with three seeds; `month` is when it was made. */
    add(name: string, month: number, values: readonly number[], home = `experiments/${name}`) {
      for (const [seed, value] of values.entries()) {
        const run = `${home}/runs/2026-0${month}-01T10-00-0${seed}-${name}-seed${seed}`;
        write(`${run}/params.yaml`, `month: ${month}\nseed: ${seed}\n`);
        write(`${run}/logs/eval.log`, `metric {"step":1,"split":"test","accuracy":${value}}\n`);
      }
    },
    async sync() {
      const { exit, stdout } = await docs(root, ["sync"]);
      expect(exit).toBe(0);
      return stdout;
    },
    async check() {
      return (await docs(root, ["sync", "--check"])).exit;
    },
  };
}

const FIRST = [0.8, 0.81, 0.82];
const SECOND = [0.9, 0.91, 0.92];

describe("docs/experiments.md", () => {
  test("has no series of one experiment, and one at its top from two on", async () => {
    const project = makeProject();
    project.add("a", 1, FIRST);
    await project.sync();
    expect(project.read(DOC)).not.toContain("Progress");
    project.add("b", 2, SECOND);
    await project.sync();
    const text = project.read(DOC);
    expect(text.indexOf("## Progress")).toBeLessThan(text.indexOf("docs:begin experiments"));
    expect(text).toMatch(/Highest so far: `b` of .*\(n = 3\); against the best before it: better\./);
    expect(text).toContain("(plots/experiments-progress-test-accuracy.light.svg)");
    expect(project.read(FIGURE)).toContain('"tool":"labdocs-progress"'.replaceAll('"', "&quot;"));
  });

  test("is written once: the second sync changes nothing, and the cache decides nothing", async () => {
    const project = makeProject();
    project.add("a", 1, FIRST);
    project.add("b", 2, SECOND);
    await project.sync();
    const text = project.read(DOC);
    expect(await project.check()).toBe(0);
    project.remove(".docs");
    expect(await project.check()).toBe(0);
    expect(project.read(DOC)).toBe(text);
  });

  test("follows a change in one experiment, whose figure is out of date until it is drawn", async () => {
    const project = makeProject();
    project.add("a", 1, FIRST);
    project.add("b", 2, SECOND);
    await project.sync();
    project.add("b", 2, [0.7, 0.71, 0.72]);
    expect((await docs(project.root, ["check"])).stdout).toContain(`The figure “${FIGURE}” is out of date`);
    await project.sync();
    expect(project.read(DOC)).toMatch(/Highest so far: `a`/);
    expect(project.read(DOC)).toMatch(/Regressions, worse than the best before them beyond noise:\n\n- `b`/);
    expect(await project.check()).toBe(0);
  });

  test("stays as it is where the logs are not", async () => {
    const project = makeProject();
    for (const [index, name] of ["a", "b", "c"].entries()) project.add(name, index + 1, index === 0 ? FIRST : SECOND);
    await project.sync();
    const text = project.read(DOC);
    project.remove(".docs");
    project.remove("experiments/b");
    await project.sync();
    expect(project.read(DOC)).toBe(text);
    project.remove("experiments");
    project.remove(".docs");
    await project.sync();
    expect(project.read(DOC)).toBe(text);
  });
});

describe("a marker", () => {
  test("is filled in a living document, each with the metric it asks for", async () => {
    const project = makeProject();
    project.write(DOC, `# Ours\n\n${MARKER}\n${MARKER.replace(" -->", " metric=test/nothing experiments=a,b -->")}`);
    project.add("a", 1, FIRST);
    project.add("b", 2, SECOND);
    await project.sync();
    const [, first = "", second = ""] = project.read(DOC).split("docs:begin progress");
    expect(first).toContain("### test/accuracy ↑");
    expect(second).not.toContain("### test/accuracy ↑");
    expect(await project.check()).toBe(0);
  });

  test("that somebody wrote below is not overwritten", async () => {
    const project = makeProject();
    project.add("a", 1, FIRST);
    project.add("b", 2, SECOND);
    await project.sync();
    const edited = project.read(DOC).replace("Highest so far", "Mine");
    project.write(DOC, edited);
    const { stdout } = await docs(project.root, ["sync"]);
    expect(stdout).toContain("the region `progress` was edited by hand");
    expect(project.read(DOC)).toBe(edited);
  });

  test("in ml-experiments.md shows increments; without one that document has no series", async () => {
    const project = makeProject();
    const living = ".specweave/docs/internal/architecture/ml-experiments.md";
    project.add("one", 1, FIRST, ".specweave/increments/0001-one/experiments/one");
    project.add("two", 2, SECOND, ".specweave/increments/0002-two/experiments/two");
    await project.sync();
    expect(project.read(living)).not.toContain("## Progress");
    project.write(living, `${MARKER}\n${project.read(living)}`);
    await project.sync();
    expect(project.read(living)).toContain("## Progress");
    expect(project.has(DOC)).toBe(false);
  });
});

test("the configuration names a document of its own", async () => {
  const project = makeProject();
  project.write("docs.config.yaml", "livingDocs:\n  - file: docs/over-time.md\n    region: progress\n");
  project.add("a", 1, FIRST);
  project.add("b", 2, SECOND);
  await project.sync();
  expect(project.read("docs/over-time.md")).toMatch(/^# Over time\n\n<!-- docs:begin progress hash=/);
  expect(project.has(DOC)).toBe(false);
  expect(await project.check()).toBe(0);
});
