/** What is wrong with a filter or a sort field, and where in its text. `start` and `end` are offsets in UTF-16 units. */
export class QueryError extends Error {
  override name = "QueryError";
  readonly start: number;
  readonly end: number;
  readonly help: string;

  /** `help` says what to do, as a sentence. */
  constructor(message: string, place: { start: number; end: number }, help: string) {
    super(message);
    this.start = place.start;
    this.end = place.end;
    this.help = help;
  }
}

/** The message with the text below it and the place underlined. */
export function showQueryError(error: QueryError, text: string): string {
  const line = text.replace(/[\r\n\t]/g, " ");
  const marks = " ".repeat(error.start) + "^".repeat(Math.max(1, error.end - error.start));
  return `${error.message}\n  ${line}\n  ${marks}`;
}
