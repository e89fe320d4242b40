import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { report } from "./report-fixture.ts";
import type { ScratchProject } from "./scratch-project.ts";
import { logIn, logOf, scratchProject } from "./scratch-project.ts";

// The checks as the command line runs them: on claims that were judged, with logs that lie there.

const REPORT = "e/report.md";
const place = (run: string) => logIn(run).slice("e/".length);

let project: ScratchProject;

beforeEach(() => {
  project = scratchProject();
  project.write(logIn("full"), logOf({ step: 1, split: "test", auc: 0.8512 }, { step: 2, split: "test", auc: 0.8713 }));
  project.write(logIn("base"), logOf({ step: 1, split: "test", auc: 0.7012 }, { step: 2, split: "test", auc: 0.7219 }));
});

afterEach(() => project.remove(""));

describe("the conclusion adds nothing", () => {
  test.each([
    ["The test AUC of full is 0.8713.", "The test AUC of full is 0.87.", 0],
    ["The test AUC of full is 0.8713.", "The test AUC of full is 87.1 %.", 0],
    ["The test AUC of full is 0.8713.", "With 0.87, `full` is better than `base`.", 0],
    ["| run | test/auc |\n|---|---|\n| full | 0.8713 |", "The test AUC of full is 0.871.", 0],
    [`It is [0.8713](${place("full")}#L2 "test/auc").`, "The test AUC of full is 0.87.", 0],
    ["The test AUC of full is 0.8713.", `It is [0.87](${place("full")}#L2 "test/auc").`, 0],
    ["The test AUC of full is 0.8713.", "Both of the 2 runs count, and `full` outperforms `base`.", 0],
    [`It is [0.8713](${place("full")}#L2 "test/auc").`, `That of base is [0.72](${place("base")}#L2 "test/auc").`, 1],
    ["The test AUC of full is 0.8713.", "Serving takes 12.5 ms.", 1],
    ["The test AUC of full is 0.8713.", `That of base is [0.72](${place("base")}#L2 "test/auc").`, 1],
    ["The test AUC of full is 0.87.", "The loss of something else is 0.8742.", 1],
  ])("%s – %s", async (results, conclusion, found) => {
    project.write(REPORT, report({ Results: results, Conclusion: conclusion }));
    expect((await codes()).filter((code) => code === "conclusion/new-number")).toHaveLength(found);
  });
});

describe("numbers rest on runs that count", () => {
  beforeEach(() => {
    project.write(
      logIn("nan"),
      logOf({ step: 1, split: "test", auc: 0.9012 }, { step: 2, split: "test", auc: null }).replace("null", "NaN"),
    );
    project.write(logIn("leak"), logOf({ step: 2, split: "test", auc: 0.9913 }));
    project.write("e/IGNORED_RUNS.md", "runs/2026-01-01T00-00-00-leak   # trained on the test images\n");
  });

  test.each([
    [`AUC is [0.9012](${logIn("nan")}#L1 "test/auc").`, ["claim/failed-run"]],
    [`AUC was [0.9012](${logIn("nan")}#L1 "test/auc") before it diverged.`, []],
    [`AUC is [+0.18](${logIn("nan")}#L1 "diff(nan/test/auc step=1, base/test/auc)") more.`, ["claim/failed-run"]],
    [`AUC is [0.99](${logIn("leak")}#L1 "test/auc").`, ["claim/ignored-run"]],
    [`AUC is [+0.27](${logIn("leak")}#L1 "diff(leak/test/auc, base/test/auc)") more.`, ["claim/ignored-run"]],
    [`AUC is [+0.15](${logIn("full")}#L2 "diff(full/test/auc, base/test/auc)") more.`, []],
    [`It [diverged](${logIn("nan")}#L2).`, []],
    [`Mean AUC is [0.99](${logIn("leak")} "mean(leak/test/auc)").`, ["claim/ignored-run"]],
    [`Best AUC is [0.90](${logIn("nan")} "max(nan/test/auc@best)").`, ["claim/failed-run"]],
  ])("%s", async (text, found) => {
    project.write("README.md", `# E\n\n${text}\n`);
    expect(await codes()).toEqual(found);
  });
});

describe("links lead to logs", () => {
  test.each([
    [`See [the log](${logIn("full")}).`, []],
    ["See [the log](e/runs/gone/logs/train.log).", ["link/missing-file"]],
    ["See [the parameters](e/runs/2026-01-01T00-00-00-full/params.yaml).", ["link/missing-file"]],
    ["See [the folder](e/runs/).", []],
    ["See [the folder](e/runs/2026-01-01T00-00-00-full/).", []],
    ["See [this](other/train.log) and [that](https://x.de/train.log).", ["link/missing-file"]],
    ["See [a page](docs/gone.md), [an image](gone.png), [code](src/gone.py).", []],
    ["See [line 3](e/runs/gone/logs/train.log#L3).", ["claim/source-missing"]],
    ["```\n[x](e/runs/gone/train.log)\n```", []],
  ])("%s", async (text, found) => {
    project.write("README.md", `# E\n\n${text}\n`);
    expect(await codes()).toEqual(found);
  });

  test("a log that git ignores is in another checkout", async () => {
    execFileSync("git", ["-C", project.root, "init", "-q"]);
    project.write("README.md", "# E\n\nSee [the log](e/runs/gone/logs/train.log).\n");
    expect(await codes()).toEqual(["link/missing-file"]);
    project.write(".gitignore", "*.log\n");
    project.remove(".docs");
    expect(await codes()).toEqual([]);
  });
});

describe("numbers link to lines", () => {
  test("a whole file is not enough, unless it has one line", async () => {
    project.write("e/runs/2026-01-01T00-00-00-full/metrics.json", '{"auc": 0.8713}\n');
    const links = [`[0.8713](${logIn("full")})`, "[0.8713](e/runs/2026-01-01T00-00-00-full/metrics.json)"];
    project.write("README.md", `# E\n\nThe test AUC is ${links[0]}.\n\nThe AUC is ${links[1]}.\n`);
    const { findings } = await project.check();
    expect(findings.map(({ code, line }) => [code, line])).toEqual([["claim/whole-file", 3]]);
    expect(findings[0]?.help).toBe(`add the line to the link: \`${logIn("full")}#L2\` says test/auc 0.8713`);
  });

  test("which line is meant is told only where one line is it", async () => {
    project.write(logIn("full"), logOf({ auc: 0.8713, f1: 0.8713 }, { auc: 0.9 }, { auc: 0.8714, f1: 0.5 }));
    const link = (text: string) => `[${text}](${logIn("full")})`;
    project.write("README.md", `# E\n\nAUC: ${link("0.87")}.\n\nAUC: ${link("0.90")}.\n\nIt is ${link("0.90")}.\n`);
    const { findings } = await project.check();
    expect(findings.map(({ help }) => /#L\d+/.exec(help)?.[0])).toEqual(["#L42", "#L2", "#L42"]);
  });
});

describe("figures", () => {
  const FIGURE = "e/plots/metric-bars-test-auc.light.svg";
  const text = report({ Results: "![AUC](plots/metric-bars-test-auc.light.svg)" });

  beforeEach(async () => {
    project.write(REPORT, text);
    project.write("README.md", `# E\n\n![AUC](${FIGURE})\n`);
    await project.docs("sync");
  });

  /** What is said of the figure in both documents, without and with what the last sync remembers. */
  async function said(): Promise<string[]> {
    const warm = await project.check();
    project.remove(".docs");
    const cold = await project.check();
    expect(warm.findings).toEqual(cold.findings);
    const figures = cold.findings.filter(({ code }) => code.startsWith("figure/"));
    return figures.map(({ file, code, message }) => `${file} ${code} ${message.replace(/^.*?” /, "")}`);
  }

  test("as it was drawn it is current", async () => {
    expect(await said()).toEqual([]);
    const drawn = readFileSync(join(project.root, FIGURE), "utf8");
    project.write(FIGURE, drawn.replaceAll("\n", "\r\n"));
    expect(await said()).toEqual([]);
  });

  test("edited", async () => {
    const drawn = readFileSync(join(project.root, FIGURE), "utf8");
    project.write(FIGURE, drawn.replace(/>full</, ">best<"));
    const edited = "is not as it was drawn: its bytes were edited.";
    expect(await said()).toEqual([`README.md figure/edited ${edited}`, `${REPORT} figure/edited ${edited}`]);
    await project.docs("sync");
    expect(await said()).toEqual([]);
    expect(readFileSync(join(project.root, FIGURE), "utf8")).toBe(drawn);
  });

  test("stale after a new point", async () => {
    const log = logOf({ step: 1, split: "test", auc: 0.8512 }, { step: 2, split: "test", auc: 0.8713 });
    project.write(logIn("full"), `${log}2026-01-01 00:01:00 | INFO | saved a checkpoint\n`);
    expect(await said()).toEqual([]);
    project.write(logIn("full"), log + logOf({ step: 3, split: "test", auc: 0.8802 }));
    const why = "is out of date: what its runs logged of test/auc, or how it is drawn, has changed.";
    expect(await said()).toEqual([`README.md figure/out-of-date ${why}`, `${REPORT} figure/out-of-date ${why}`]);
    await project.docs("sync");
    expect(await said()).toEqual([]);
  });

  test("of a run that is gone, that is ignored, and without one that is new", async () => {
    project.write("e/IGNORED_RUNS.md", "runs/2026-01-01T00-00-00-full   # bug\n");
    expect(await said()).toEqual([
      `README.md figure/out-of-date is out of date: it shows e/runs/2026-01-01T00-00-00-full, which does not count now.`,
      `${REPORT} figure/ignored-run shows “full”, which is ignored: bug.`,
    ]);
    project.remove("e/IGNORED_RUNS.md");
    project.remove("e/runs/2026-01-01T00-00-00-full");
    const gone = "is out of date: it shows e/runs/2026-01-01T00-00-00-full, which is gone.";
    expect((await said())[0]).toBe(`README.md figure/out-of-date ${gone}`);
    project.write(
      logIn("full"),
      logOf({ step: 1, split: "test", auc: 0.8512 }, { step: 2, split: "test", auc: 0.8713 }),
    );
    project.write(logIn("third"), logOf({ step: 2, split: "test", auc: 0.5 }));
    expect((await said())[0]).toContain("it does not show e/runs/2026-01-01T00-00-00-third.");
  });

  test("missing, and someone else's in its place", async () => {
    project.remove(FIGURE);
    expect(await said()).toEqual(
      [
        `README.md figure/out-of-date The figure “${FIGURE}” is not drawn yet.`,
        `${REPORT} figure/out-of-date The figure “plots/metric-bars-test-auc.light.svg” is not drawn yet.`,
      ].map((one) => one.replace(/The figure “.*?” /, "")),
    );
    project.write(FIGURE, "<svg/>\n");
    expect((await said())[0]).toBe("README.md figure/edited is not the figure that is drawn here.");
  });

  test("what one sync mends is told once", async () => {
    const other = "plots/learning-curves-test-auc.light.svg";
    project.write(REPORT, report({ Results: `![AUC](plots/metric-bars-test-auc.light.svg) ![curve](${other})` }));
    project.remove("e/plots");
    expect((await said()).filter((one) => one.startsWith(REPORT))).toEqual([
      `${REPORT} figure/out-of-date is not drawn yet; so is 1 more figure.`,
    ]);
  });

  test("copied elsewhere it is compared all the same", async () => {
    const drawn = readFileSync(join(project.root, FIGURE), "utf8");
    project.write("docs/auc.svg", drawn);
    project.write("README.md", "# E\n\n![AUC](docs/auc.svg)\n");
    expect(await said()).toEqual([]);
    project.write(logIn("base"), logOf({ step: 2, split: "test", auc: 0.6 }));
    await project.docs("sync");
    expect(await said()).toEqual([
      "README.md figure/out-of-date is out of date: what its runs logged of test/auc, or how it is drawn, has changed.",
    ]);
  });

  test("a plot of a run is of that run; someone's image is only noted, and only in a report", async () => {
    const folder = "runs/2026-01-01T00-00-00-full/plots";
    project.write(`e/${folder}/auc.png`, "\x89PNG");
    project.write("e/curve.webp", "RIFF");
    project.write(REPORT, report({ Results: `![a](${folder}/auc.png) and ![b](curve.webp)` }));
    project.write("README.md", `# E\n\n![a](e/${folder}/auc.png) ![b](e/curve.webp) ![c](gone.png)\n`);
    const { findings } = await project.check();
    expect(findings.map(({ code, file, severity }) => [code, file, severity])).toEqual([
      ["figure/no-source", REPORT, "note"],
    ]);
    project.write("e/IGNORED_RUNS.md", "runs/2026-01-01T00-00-00-full   # bug\n");
    expect((await codes()).filter((code) => code.startsWith("figure/"))).toEqual([
      "figure/ignored-run",
      "figure/no-source",
    ]);
  });

  test("checking draws nothing", async () => {
    project.remove("e/plots");
    await project.check();
    expect(readdirSync(join(project.root, "e"))).not.toContain("plots");
  });
});

async function codes(): Promise<string[]> {
  return (await project.check()).findings.map(({ code }) => code).filter((code) => code !== "claim/unbound");
}
