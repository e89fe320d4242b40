import { EXPERIMENT, RUNS } from "../digits-run.ts";
import type { PullRequest } from "../pull-request.ts";

const COMPARISON = `${EXPERIMENT}/comparison.md`;

/** What git leaves of a line that both sides changed. */
function conflict(ours: string, theirs: string): string {
  return `<<<<<<< HEAD\n${ours}\n=======\n${theirs}\n>>>>>>> other`;
}

/** Documents that say something else than before. */
export const documents: PullRequest[] = [
  {
    name: "edited-report",
    says: "A number in the README is made nicer than the log",
    example: "digits",
    make: (repository) => repository.edit("README.md", "[0.971]", "[0.981]"),
  },
  {
    name: "wrong-run-cited",
    says: "A new sentence gives one run the value of another",
    example: "digits",
    make: (repository) => {
      const target = `${RUNS}/2026-11-21T16-39-46-shift-long-seed0/logs/eval.log#L3`;
      repository.edit(
        "README.md",
        "Neither reaches",
        `Long training gives [0.930](${target} "test/accuracy"). Neither reaches`,
      );
    },
  },
  {
    name: "new-claim",
    says: "A new sentence with a number that its log bears out",
    example: "digits",
    make: async (repository) => {
      const target = `${RUNS}/2026-11-21T16-39-53-baseline-wide-seed0/logs/eval.log#L3`;
      repository.edit(
        "README.md",
        "Neither reaches",
        `Width alone gives [0.972](${target} "test/accuracy") without the shift. Neither reaches`,
      );
      await repository.sync();
    },
  },
  {
    name: "bare-number",
    says: "A report gets a number without a link that no log has",
    example: "digits",
    make: (repository) => {
      const file = `${EXPERIMENT}/report.md`;
      repository.write(
        file,
        `${repository.read(file)}\n## Outlook\n\nWith baseline-wide the test accuracy is 0.984 on seed 0.\n`,
      );
    },
  },
  {
    name: "new-document",
    says: "A summary with six numbers, two of them wrong",
    example: "digits",
    make: (repository) => {
      const of = (run: string) => `${RUNS}/${run}/logs/eval.log#L3`;
      const line = (name: string, text: string, run: string) => `- ${name}: [${text}](../${of(run)} "test/accuracy")\n`;
      repository.write(
        "docs/summary.md",
        `# Summary\n\n${line("baseline, seed 0", "0.976", "2026-11-21T16-38-52-baseline-seed0")}${line("baseline, seed 1", "0.975", "2026-11-21T16-38-58-baseline-seed1")}${line("shift, seed 0", "0.901", "2026-11-21T16-38-55-shift-seed0")}${line("shift, long", "0.920", "2026-11-21T16-39-46-shift-long-seed0")}${line("shift, wide", "0.950", "2026-11-21T16-39-50-shift-wide-seed0")}${line("baseline, wide", "0.972", "2026-11-21T16-39-53-baseline-wide-seed0")}`,
      );
    },
  },
  {
    name: "deleted-document",
    says: "The README with its claims is deleted",
    example: "digits",
    make: async (repository) => {
      repository.remove("README.md");
      await repository.sync();
    },
  },
  {
    name: "edited-region",
    says: "A generated table is edited by hand",
    example: "digits",
    make: (repository) => repository.edit(COMPARISON, "| worse | [0.380]", "| better | [0.380]"),
  },
  {
    name: "other-primary-metric",
    says: "The configuration names another primary metric",
    example: "recommender",
    make: async (repository) => {
      repository.edit(
        "docs.config.yaml",
        "    primaryMetric: f1\n    baseline: baseline-popularity",
        "    primaryMetric: accuracy\n    baseline: baseline-popularity",
      );
      await repository.sync();
    },
  },
  {
    name: "mended-claim",
    says: "A number that was wrong on main is made right",
    example: "digits",
    make: (repository) => {
      repository.git("checkout", "--quiet", "main");
      repository.edit("README.md", "[0.971]", "[0.981]");
      repository.commit("A slip");
      repository.git("checkout", "--quiet", "-B", "change");
      repository.edit("README.md", "[0.981]", "[0.971]");
    },
  },
  {
    name: "conflict-left",
    says: "A merge left its markers in a generated table and in the lock",
    example: "digits",
    make: (repository) => {
      const text = repository.read(COMPARISON);
      const row = text.split("\n").find((line) => line.includes("`high-lr`") && line.startsWith("|")) ?? "";
      repository.write(COMPARISON, text.replace(row, conflict(row, row.replace("high-lr", "hot"))));
      const lock = repository.read("docs.lock.json");
      const claim = lock.split("\n").find((line) => line.includes('"text":"0.971"')) ?? "";
      repository.write("docs.lock.json", lock.replace(claim, conflict(claim, claim.replace("0.971", "0.972"))));
    },
  },
];
