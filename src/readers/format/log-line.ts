/**
 * A log line without what the logger put before the message.
 *
 * - `time`: the timestamp as written, or null; `level`: in capitals, or null.
 * - `at`: where in the line the message begins.
 */
export interface LogLine {
  time: string | null;
  level: string | null;
  message: string;
  at: number;
}

const TIME = String.raw`\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d+)?(?: ?(?:[+-]\d\d:?\d\d|Z))?`;
const LEVEL = "TRACE|DEBUG|INFO|SUCCESS|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL";

/** loguru: `time | LEVEL | message`, also with `module:function:line - ` before the message. */
const LOGURU = new RegExp(String.raw`^(${TIME}) *\| *([A-Za-z]+) *\| *(?:[^|{]*?:[^|:{]*:\d+ - )?`);
/** Python logging in its usual formats: `time - name - LEVEL - message`, `[time][name][LEVEL] - message`, `time LEVEL message`. */
const LOGGING = new RegExp(
  String.raw`^\[?(${TIME})\]?[\s,:|-]*(?:\[[\w.$/<>-]+\][\s:|-]*|[\w.$/<>]+[\s:|-]+){0,2}?\[?(${LEVEL})\]?(?:[\s:|-]+|\[[\w.]+\][\s:|-]*)`,
);
/** A time and nothing else that is known. */
const TIMED = new RegExp(String.raw`^\[?(${TIME})\]?[\s,:|>-]*`);
/** logging.BASIC_FORMAT: `INFO:root:message`; and `INFO: message`, `[INFO] message`. */
const BASIC = new RegExp(String.raw`^(?:(${LEVEL}):[\w.]*:|(${LEVEL}): |\[(${LEVEL})\] ?)`);
/** Hugging Face: `[INFO|trainer.py:123] time >> message`. */
const TRANSFORMERS = new RegExp(String.raw`^\[(${LEVEL})\|[^\]]*\] (${TIME}) >> `);
/** absl: `I1121 15:10:41.302000 140 file.py:3] message`; its times lack the year, so they are not taken. */
const ABSL = /^([IWEF])\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ [^\]]+\] /;
const ABSL_LEVELS: Record<string, string> = { I: "INFO", W: "WARNING", E: "ERROR", F: "CRITICAL" };
/** No logger writes more than this before the message. */
const MAX_HEAD = 300;
const CONTROL = /\u001b\[[0-9;?]*[A-Za-z]/g;

/** What a terminal would show of a line at its end: no colour codes, and of a progress bar only its last state. */
export function visibleText(line: string): string {
  const text = line.includes("\u001b") ? line.replace(CONTROL, "") : line;
  const end = text.endsWith("\r") ? text.length - 1 : text.length;
  return text.slice(text.lastIndexOf("\r", end - 1) + 1, end);
}

/** Splits a line into what the logger wrote and the message. */
export function splitLogLine(whole: string): LogLine {
  const text = whole.length > MAX_HEAD ? whole.slice(0, MAX_HEAD) : whole;
  const { time = null, level, at = 0 } = headOf(text);
  return { time, level: level?.toUpperCase() ?? null, message: whole.slice(at), at };
}

interface Head {
  time?: string | undefined;
  level?: string | undefined;
  at?: number;
}

function headOf(text: string): Head {
  const first = text.charCodeAt(0);
  const isDigit = first >= 48 && first <= 57;
  if (isDigit || first === 91) {
    const loguru = isDigit ? LOGURU.exec(text) : null;
    if (loguru) return { at: loguru[0].length, time: loguru[1], level: loguru[2] };
    const logging = LOGGING.exec(text);
    if (logging) return { at: logging[0].length, time: logging[1], level: logging[2] };
    const timed = TIMED.exec(text);
    if (timed) return { at: timed[0].length, time: timed[1] };
    const transformers = TRANSFORMERS.exec(text);
    if (transformers) return { at: transformers[0].length, time: transformers[2], level: transformers[1] };
  }
  const basic = BASIC.exec(text);
  if (basic) return { at: basic[0].length, level: basic[1] ?? basic[2] ?? basic[3] };
  const absl = ABSL.exec(text);
  if (absl) return { at: absl[0].length, level: ABSL_LEVELS[absl[1] ?? ""] };
  return {};
}
