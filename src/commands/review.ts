import { UsageError } from "../errors.ts";
import { findProject, loadConfig } from "../project/setup.ts";
import type { Invocation, Outcome } from "./command.ts";
import { flag, progressOf, textOption } from "./command.ts";

/** `docs review`: what a change does to the project: two states of it set against each other. Writes nothing but its cache. */
export async function run(invocation: Invocation): Promise<Outcome> {
  const { host, global } = invocation;
  const base = textOption(invocation, "base");
  if (base === null)
    throw new UsageError(
      "docs review needs --base",
      "Name the branch that this will be merged into: `docs review --base main`.",
    );
  const setup = findProject(host.cwd, global.config);
  const config = await loadConfig(setup);
  const { review } = await import("../review/review.ts");
  const head = textOption(invocation, "head");
  const reviewed = await review({
    setup,
    config,
    base,
    head,
    exact: flag(invocation, "exact"),
    say: progressOf(invocation),
  });
  const { findings, ...json } = reviewed;
  const exit = reviewed.fails.length > 0 ? 1 : 0;
  return { exit, text: global.json ? "" : `${JSON.stringify(reviewed, null, 2)}\n`, json, findings };
}
