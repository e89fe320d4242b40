import { rmSync } from "node:fs";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { windowOf, windowsOf } from "../../../src/reporters/review/window.ts";
import { docs } from "../../host.ts";
import type { Repository } from "./repository.ts";
import { makeRepository } from "./repository.ts";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("a part of a line", () => {
  test("two lines are cut where they differ", () => {
    const [start, end] = ["a,".repeat(100), ",b".repeat(100)];
    const { before, after } = windowsOf(`${start}0.81${end}`, `${start}0.97${end}`, 60);
    expect(before).toMatch(/^….*,0\.81,b.*…$/);
    expect(after).toMatch(/^….*,0\.97,b.*…$/);
    expect(before.indexOf("0.81")).toBe(after.indexOf("0.97"));
  });

  test("is never longer than asked for, and a short line is whole", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80, unit: "grapheme" }), fc.string({ maxLength: 80 }), (a, b) => {
        const cut = windowsOf(a, b, 20);
        expect(Math.max(cut.before.length, cut.after.length)).toBeLessThanOrEqual(20);
        if (a !== b && Math.max(a.length, b.length) <= 20) expect(cut).toEqual({ before: a, after: b });
        expect(windowOf(a, { at: a.length >> 1, length: 1, most: 20 }).length).toBeLessThanOrEqual(20);
      }),
    );
  });
});

describe("a table whose rows are wide", () => {
  test("the change of a cited row is seen wherever in it it lies", async () => {
    const project = table();
    project.write(rows("a", 0.77));
    const comment = await say(project, "comment");
    expect(comment).toMatch(/^- 4 \| ….*0\.8312/m);
    expect(comment).toMatch(/^\+ 4 \| ….*0\.7700/m);
    const text = await say(project, "pretty");
    expect(text).toMatch(/^ {4}- ….*0\.8312/m);
    expect(text).toMatch(/^ {4}\+ ….*0\.7700/m);
    expect(text).not.toContain("when it was locked, the cited line said");
  });

  test("what the text says falsely is shown beside its number in the row", async () => {
    const project = table();
    project.write({ "README.md": project.read("README.md").replace("[0.8312]", "[0.8412]") });
    const text = await say(project, "pretty");
    expect(text).toMatch(/^ {2}README\.md:3: 0\.8412, the log says 0\.8312: (?!README says)/m);
    expect(text).toMatch(/^ {4}\| ….*0\.8312/m);
  });
});

test("a difference that turned is not mended by its number", async () => {
  const project = table();
  project.write(rows("a", 0.77));
  const { claims, steps } = await project.review();
  const turned = claims.broken.find(({ text }) => text === "0.0212");
  expect(turned).toMatchObject({ logged: "−0.04", why: "the difference turned: it was 0.0212 and is −0.04" });
  expect(steps.map(({ command }) => command).filter((command) => command?.includes("--accept"))).toEqual([
    expect.not.stringContaining(String(turned?.id)),
  ]);
});

/** Two runs as wide tables, and a README that cites a number of one and their difference. */
function table(): Repository {
  const project = makeRepository();
  folders.push(project.root);
  const cited = (row: string, metric: string) => `logs/${row}/metrics.csv#L4 "${metric}"`;
  project.write({
    "docs.config.yaml": "title: Tables\n",
    ...rows("a", 0.8312),
    ...rows("b", 0.81),
    "README.md": `# Tables\n\nRun a reaches [0.8312](${cited("a", "a/val_accuracy")}).\n\nRun a beats b by [0.0212](${cited("a", "diff(a/val_accuracy, b/val_accuracy)")}).\n`,
  });
  project.commit();
  return project;
}

function rows(name: string, accuracy: number): Record<string, string> {
  const others = Array.from({ length: 16 }, (_, at) => `train_loss_${at}`);
  const row = (epoch: number, value: number) =>
    [epoch, ...others.map((_, at) => (1 / (at + epoch + 1)).toFixed(6)), value.toFixed(4), "0.000300"].join(",      ");
  const lines = [["epoch", ...others, "val_accuracy", "lr"].join(","), row(0, 0.5), row(1, 0.6), row(2, accuracy)];
  return { [`logs/${name}/metrics.csv`]: `${lines.join("\n")}\n`, [`logs/${name}/hparams.yaml`]: `arm: ${name}\n` };
}

async function say(project: Repository, reporter: string): Promise<string> {
  return (await docs(project.project, ["review", "--base", "main", "--reporter", reporter])).stdout;
}
