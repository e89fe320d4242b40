/**
 * labdocs for programs. The command line is made of the same functions:
 *
 * ```ts
 * const setup = findProject(process.cwd(), null);
 * const config = await loadConfig(setup);
 * const compiled = await compile({ setup, config, judge: "before" });
 * for (const finding of compiled.findings) console.log(finding.file, finding.line, finding.message);
 * ```
 */
export { compile } from "./compile.ts";
export type { Config } from "./config.ts";
export { buildProject } from "./endings/site.ts";
export { synchronize } from "./endings/synchronize.ts";
export { UsageError } from "./errors.ts";
export type { Verdict } from "./model/claim.ts";
export type { Comparison } from "./model/comparison.ts";
export type { Evidence } from "./model/evidence.ts";
export type { Experiment } from "./model/experiment.ts";
export type { Finding } from "./model/finding.ts";
export type { Quantity } from "./model/quantity.ts";
export type { Run } from "./model/run.ts";
export type { Compiled, CompileInput } from "./project/compilation.ts";
export { findProject, loadConfig } from "./project/setup.ts";
