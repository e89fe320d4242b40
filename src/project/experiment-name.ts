/** What an experiment may be called by: its id, folder, increment, the increment's number, or its name, in this order. */
export function namesOf(experiment: { id: string; name: string; dir: string; increment: string | null }): string[] {
  const { id, name, dir, increment } = experiment;
  const number = increment === null ? null : (/^\d+[A-Z]?/.exec(increment)?.[0] ?? null);
  return [id, dir, increment, number, name].filter((one) => one !== null);
}

/** A name as somebody wrote it, without the marks of a path: `./experiments/a/` is `experiments/a`. */
export function plainExperimentName(written: string): string {
  return written.replace(/^\.\//, "").replace(/\/+$/, "");
}
