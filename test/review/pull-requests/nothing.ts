import { EXPERIMENT } from "../digits-run.ts";
import type { PullRequest } from "../pull-request.ts";

/** Changes that a review must not speak of. */
export const nothing: PullRequest[] = [
  {
    name: "code-only",
    says: "A comment in the training script",
    example: "digits",
    quiet: true,
    make: (repository) =>
      repository.write(`${EXPERIMENT}/train.py`, `${repository.read(`${EXPERIMENT}/train.py`)}\n# reviewed\n`),
  },
  {
    name: "bot-edits-the-readme",
    says: "A bot adds a badge and a line about contributors to the README",
    example: "digits",
    quiet: true,
    make: (repository) => {
      const text = repository.read("README.md");
      repository.write(
        "README.md",
        `[![build](https://example.org/badge.svg)](https://example.org)\n\n${text}\nThanks to 3 contributors.\n`,
      );
    },
  },
  {
    name: "typo",
    says: "A typo in a sentence with claims",
    example: "digits",
    quiet: true,
    make: (repository) =>
      repository.edit(
        "README.md",
        "The network is too small for the task it is given.",
        "The network is too small for its task.",
      ),
  },
  {
    name: "reflowed",
    says: "A document is wrapped at eighty characters",
    example: "recommender",
    quiet: true,
    make: (repository) => {
      const words = (line: string) => line.replaceAll(/(.{60,80}?) (?=[a-z])(?![^[]*\])(?![^(]*\))/g, "$1\n");
      const text = repository.read("README.md");
      repository.write(
        "README.md",
        text
          .split("\n")
          .map((line) => (line.startsWith("-") ? line : words(line)))
          .join("\n"),
      );
    },
  },
  {
    name: "synced-again",
    says: "An empty commit after docs sync",
    example: "recommender",
    quiet: true,
    make: async (repository) => {
      await repository.sync();
      repository.commit("Nothing");
    },
  },
  {
    name: "other-files",
    says: "A dependency update, a new script and a picture",
    example: "recommender",
    quiet: true,
    make: (repository) => {
      repository.write("requirements.txt", "numpy==2.4.7\n");
      repository.write("scripts/plot.py", "print('plot')\n");
      repository.write("media/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>\n");
    },
  },
];
