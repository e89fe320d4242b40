/** A mistake in how the tool was called or configured: printed without a stack, exit code 2. */
export class UsageError extends Error {
  override name = "UsageError";
  readonly help: string;

  /** `help` says what to do, as a sentence or a command. */
  constructor(message: string, help: string) {
    super(message);
    this.help = help;
  }
}

/** Tells whether a system error is "no such file". */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR";
}

/** The code of a system error (`EACCES`), or null. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

/** What to print of an unknown thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
