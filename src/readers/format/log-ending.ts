import type { Evidence } from "../../model/evidence.ts";
import type { StatedStatus } from "../../model/run.ts";
import type { LogLine } from "./log-line.ts";

/** A line that tells how a run ended. */
export interface TellingLine {
  line: number;
  offset: number;
  text: string;
}

/** The last lines of a log that tell how its run ended; null where there is none. */
export interface LogEnding {
  finish: TellingLine | null;
  error: TellingLine | null;
  traceback: TellingLine | null;
  exception: TellingLine | null;
}

const ERROR_LEVELS = new Set(["ERROR", "CRITICAL", "FATAL"]);
const FINISHED =
  /^(?:done|finished|completed?|success(?:ful|fully)?)\b|\b(?:training|train|evaluation|eval|experiment|run|job|everything|all)\b[^.]{0,40}\b(?:finished|done|completed?|saved|success(?:ful|fully)?)\b/i;
const PARTIAL = /\b(?:epoch|step|iteration|iter|fold|batch)\s*[:#=]?\s*\d|\b(?:not|never|failed)\b/i;
const EXCEPTION = /^[\w.]*(?:Error|Exception|Interrupt|Exit)\b/;
/** A line that says how it ended counts when no more lines than this follow it. */
const NEAR_END = 5;

/** An ending that nothing is known of. */
export function noEnding(): LogEnding {
  return { finish: null, error: null, traceback: null, exception: null };
}

/** Whether a line, or one that differs from it only in its numbers, may tell how its run ended. */
export function tellsEnding({ message, level }: LogLine): boolean {
  const hasLevel = level !== null && ERROR_LEVELS.has(level);
  return hasLevel || message.startsWith("Traceback") || /done|finished|complete|success|saved/i.test(message);
}

/** Takes note of a line that is no record. */
export function noteEnding(ending: LogEnding, log: LogLine, place: { line: number; offset: number }): void {
  const { message, level } = log;
  const telling = (): TellingLine => ({ ...place, text: message.trim().slice(0, 200) });
  if (level !== null && ERROR_LEVELS.has(level)) ending.error = telling();
  if (message.startsWith("Traceback (most recent call last)")) {
    ending.traceback = telling();
    ending.exception = null;
  } else if (ending.traceback !== null && EXCEPTION.test(message)) ending.exception = telling();
  if (message.length <= 300 && FINISHED.test(message.trimStart()) && !PARTIAL.test(message)) ending.finish = telling();
}

/**
 * How the run of a log ended, as its last lines show; null when they show nothing. A finish after an error or a traceback
 * outweighs it: the run went on.
 */
export function statusOfEnding(ending: LogEnding, log: { file: string; lastLine: number }): StatedStatus | null {
  const { finish, error, traceback, exception } = ending;
  const finishLine = finish?.line ?? 0;
  const state = (value: StatedStatus["value"], telling: TellingLine): StatedStatus => {
    const locator = { kind: "line" as const, line: telling.line, offset: telling.offset };
    const evidence: Evidence = { file: log.file, locator, literal: telling.text };
    return { value, how: "inferred", because: `the log says “${telling.text}”`, evidence };
  };
  if (traceback !== null && traceback.line > finishLine) {
    const isInterrupt = exception !== null && /^[\w.]*KeyboardInterrupt/.test(exception.text);
    return state(isInterrupt ? "killed" : "failed", exception ?? traceback);
  }
  if (error !== null && error.line > finishLine && log.lastLine - error.line < NEAR_END) return state("failed", error);
  return finish !== null && log.lastLine - finish.line < NEAR_END ? state("finished", finish) : null;
}
