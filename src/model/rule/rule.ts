/** What a rule is for, how bad a breach is by default, and what to do about it. `docs explain <id>` prints this. */
export interface Rule {
  severity: "error" | "warning" | "note";
  title: string;
  why: string;
  help: string;
}

/** A rule whose breach fails a check. */
export const error = (title: string, why: string, help: string): Rule => ({ severity: "error", title, why, help });

/** A rule whose breach is shown. */
export const warning = (title: string, why: string, help: string): Rule => ({ severity: "warning", title, why, help });

/** A rule whose breach is context for readers. */
export const note = (title: string, why: string, help: string): Rule => ({ severity: "note", title, why, help });
