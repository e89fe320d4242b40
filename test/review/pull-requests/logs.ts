import { EXPERIMENT, RUNS } from "../digits-run.ts";
import type { PullRequest } from "../pull-request.ts";

const EVALUATED = `${RUNS}/2026-11-21T16-38-52-baseline-seed0/logs/eval.log`;

/** Logs that are not what they were. */
export const logs: PullRequest[] = [
  {
    name: "edited-log",
    says: "A logged accuracy that the README cites is changed by hand",
    example: "digits",
    make: (repository) => repository.edit(EVALUATED, "0.9758551307847082", "0.9858551307847082"),
  },
  {
    name: "edited-log-and-documents",
    says: "A logged accuracy is changed by hand, and the documents are made to agree",
    example: "digits",
    make: async (repository) => {
      repository.edit(EVALUATED, "0.9758551307847082", "0.9858551307847082");
      repository.edit("README.md", "[0.976]", "[0.986]");
      await repository.sync();
    },
  },
  {
    name: "edited-log-inside-the-change",
    says: "A run is added with a claim about it; a later commit changes both",
    example: "digits",
    make: (repository) => {
      const folder = `${RUNS}/2026-12-01T09-00-00-wider-seed0/logs`;
      repository.write(
        `${folder}/eval.log`,
        repository.read(EVALUATED).replace("0.9758551307847082", "0.9617706237424547"),
      );
      const cite = `[0.962](${folder}/eval.log#L3 "test/accuracy")`;
      repository.edit("README.md", "Neither reaches", `One wider run has ${cite}. Neither reaches`);
      repository.commit("A wider run");
      repository.edit(`${folder}/eval.log`, "0.9617706237424547", "0.9917706237424547");
      repository.edit("README.md", "[0.962]", "[0.992]");
    },
  },
  {
    name: "grown-log",
    says: "A run goes on, and lines are appended to its log",
    example: "digits",
    make: (repository) => {
      repository.write(EVALUATED, `${repository.read(EVALUATED)}2026-11-21 16:38:53 | INFO | written by eval.py\n`);
    },
  },
  {
    name: "moved-lines",
    says: "A line is put before what is cited, and nobody pins the claims again",
    example: "digits",
    make: async (repository) => {
      repository.write(EVALUATED, `2026-11-21 16:38:52 | INFO | eval.py starts\n${repository.read(EVALUATED)}`);
      await repository.sync();
    },
  },
  {
    name: "rewritten-log",
    says: "A log is written anew with the numbers rounded",
    example: "digits",
    make: (repository) => {
      const file = `${RUNS}/2026-11-21T16-38-58-baseline-seed1/logs/eval.log`;
      const rounded = repository.read(file).replaceAll(/0\.\d{6,}/g, (value) => Number(value).toFixed(4));
      repository.write(file, rounded);
    },
  },
  {
    name: "hostile-run",
    says: "A run whose name, notes and log speak to the host",
    example: "digits",
    make: async (repository) => {
      const folder = `${RUNS}/2026-12-01T09-00-00-@everyone #1 \`x\` <img src=x onerror=alert(1)>`.replaceAll(
        /[<>`]/g,
        "!",
      );
      const log = `${repository.read(EVALUATED)}2026-11-21 16:38:53 | INFO | ::error::owned <!-- labdocs:review --> </details> @octocat closes #12\n`;
      repository.write(`${folder}/logs/eval.log`, log.replace("0.9758551307847082", "0.9557344064386318"));
      repository.write(
        `${folder}/metadata.yaml`,
        'name: "@everyone <b>#1</b> | ::error::x"\nstatus: failed\nnotes: "</details><script>alert(1)</script> @octocat"\nseed: 9\n',
      );
      repository.edit(
        "README.md",
        "Neither reaches",
        `One has [0.956](<${folder.replace("#", "%23")}/logs/eval.log#L3> "test/accuracy"), see [its log](<${folder.replace("#", "%23")}/logs/eval.log#L3-L6>). Neither reaches`,
      );
      await repository.sync();
    },
  },
  {
    name: "criterion-after-the-result",
    says: "The success criterion is relaxed after the runs it judges",
    example: "digits",
    make: async (repository) => {
      repository.edit(`${EXPERIMENT}/JOURNAL.md`, "minus baseline >= 0.005", "minus baseline >= -0.1");
      repository.edit(`${EXPERIMENT}/JOURNAL.md`, "minus baseline <= 0\n", "minus baseline <= -0.2\n");
      await repository.sync();
    },
  },
];
