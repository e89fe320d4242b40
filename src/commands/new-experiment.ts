import { relative, resolve, sep } from "node:path";
import { exists } from "../disk/file.ts";
import { writeIfChanged } from "../disk/write.ts";
import { UsageError } from "../errors.ts";
import type { PlannedWrite } from "../model/project.ts";
import { joinPath } from "../model/tree.ts";
import { findProject } from "../project/setup.ts";
import { unifiedDiff } from "../reporters/diff.ts";
import type { Invocation, Outcome } from "./command.ts";
import { flag, textOption } from "./command.ts";

/** `docs new experiment`: a folder with a journal to fill in. What is not filled in counts as missing; nothing is made up. */
export async function run(invocation: Invocation): Promise<Outcome> {
  const { host, global } = invocation;
  const { root } = findProject(host.cwd, global.config);
  const name = invocation.args[0] ?? "";
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(name)) {
    throw new UsageError(
      `\`${name}\` cannot be a folder's name here`,
      "Use letters, digits, `-`, `_` and `.`, such as lr-sweep.",
    );
  }
  const dir = textOption(invocation, "dir");
  const parent = dir === null ? "experiments" : relative(root, resolve(host.cwd, dir)).split(sep).join("/");
  const folder = joinPath(parent, name);
  if (folder.startsWith("..")) throw new UsageError(`${dir} is outside the project`, `The project is ${root}.`);
  if (exists(root, folder)) throw new UsageError(`${folder} exists`, "Choose another name.");
  const writes = filesOf(folder, name);
  const isDry = flag(invocation, "dryRun");
  if (!isDry) for (const { path, after } of writes) writeIfChanged(root, path, after);
  const paths = writes.map((write) => write.path);
  const said = [
    `made ${folder}:`,
    ...paths.map((path) => `  ${path}`),
    "",
    "State the hypothesis in JOURNAL.md, then:",
    `  npx labdocs new run ${name} <run>`,
  ];
  return {
    exit: 0,
    text: isDry ? unifiedDiff(writes, { color: host.terminal.color }) : `${said.join("\n")}\n`,
    json: {
      experiment: folder,
      [isDry ? "wouldWrite" : "written"]: paths,
      next: [`npx labdocs new run ${name} <run>`],
    },
    findings: [],
  };
}

function filesOf(folder: string, name: string): PlannedWrite[] {
  const file = (path: string, after: string) => ({ path: joinPath(folder, path), before: null, after });
  return [file("IGNORED_RUNS.md", IGNORED), file("JOURNAL.md", journalOf(name)), file("runs/.gitkeep", "")];
}

const IGNORED = `# Ignored runs

<!-- Runs that do not count, one a line, each with its reason:
runs/2026-01-31T12-00-00-name   # why its result means nothing
-->
`;

function journalOf(name: string): string {
  return `# ${name}

## Hypothesis

<!-- One sentence: If X, then Y (measured by METRIC).
     A criterion compares a metric of two runs or groups: \`test/accuracy of candidate minus baseline >= 0.005\`.
     Write these before the first run; what is left empty is reported as missing. -->

- Success criterion:
- Failure criterion:
- Primary metric:
- Baseline:
- Candidate:

## Entries

<!-- One heading for each entry, beginning with its time: ### 2026-01-31 12:00
     Tags anywhere in it: WEIRD (unexpected), HUNCH (not shown yet), TODO, RESOLVED (names the time of what it resolves),
     each in square brackets. -->
`;
}
