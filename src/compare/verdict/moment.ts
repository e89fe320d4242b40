import type { Run } from "../../model/run.ts";

/** When something happened, in milliseconds since 1970: not before `earliest`, not after `latest`; infinite where unknown. */
export interface Moment {
  earliest: number;
  latest: number;
}

const HOUR = 3_600_000;

/** A clock on the wall is at most so far ahead of UTC, and behind it, anywhere on Earth. */
const AHEAD = 14 * HOUR;
const BEHIND = 12 * HOUR;

const UNKNOWN: Moment = { earliest: Number.NEGATIVE_INFINITY, latest: Number.POSITIVE_INFINITY };

const TIME =
  /^(\d{4})-?(\d\d)-?(\d\d)(?:[T _-](\d\d)[:-]?(\d\d)(?:[:-]?(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/i;

/** The first moment at which any of some runs had started. */
export function startOf(runs: readonly Run[]): Moment {
  return firstOf(
    runs.map((run) => {
      const start = momentOf(run.startedAt, run.clock);
      return { earliest: start.earliest, latest: Math.min(start.latest, momentOf(run.endedAt, run.clock).latest) };
    }),
  );
}

/** The first moment at which any of some runs had ended. One whose end is not recorded ended no sooner than it started. */
export function endOf(runs: readonly Run[]): Moment {
  return firstOf(
    runs.map((run) => {
      const end = momentOf(run.endedAt, run.clock);
      return end.earliest === Number.NEGATIVE_INFINITY
        ? { earliest: momentOf(run.startedAt, run.clock).earliest, latest: end.latest }
        : end;
    }),
  );
}

/** The first of several moments. */
export function firstOf(moments: readonly Moment[]): Moment {
  return {
    earliest: moments.reduce((first, one) => Math.min(first, one.earliest), Number.POSITIVE_INFINITY),
    latest: moments.reduce((first, one) => Math.min(first, one.latest), Number.POSITIVE_INFINITY),
  };
}

/**
 * A recorded time. One with an offset, or of a clock in UTC, is a moment to its last digit; the time of some machine's wall
 * clock is anywhere between 14 hours before and 12 hours after the same time in UTC.
 */
export function momentOf(text: string | null, clock: Run["clock"]): Moment {
  const match = TIME.exec(text?.trim() ?? "");
  if (match === null) return UNKNOWN;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const seconds = Number(hour ?? 0) * 3600 + Number(minute ?? 0) * 60 + Number(second ?? 0);
  const start = date + 1000 * (seconds + Number(`0.${fraction ?? 0}`));
  const length = hour === undefined ? 24 * HOUR : minute !== undefined && second === undefined ? 60_000 : 1000;
  const end = fraction === undefined ? start + length - 1 : start;
  if (zone !== undefined) return { earliest: start - offsetOf(zone), latest: end - offsetOf(zone) };
  return clock === "utc" ? { earliest: start, latest: end } : { earliest: start - AHEAD, latest: end + BEHIND };
}

/** A time as it was recorded, easier to read: `2026-11-21 16:47:59 UTC`. What is no time stays as it is. */
export function sayMoment(text: string): string {
  const match = TIME.exec(text.trim());
  if (match === null) return text;
  const [, year, month, day, hour, minute, second, , zone] = match;
  const clock = [hour, minute, second].filter((one) => one !== undefined).join(":");
  const said = zone === undefined || offsetOf(zone) !== 0 ? zone : "UTC";
  return [`${year}-${month}-${day}`, clock, said].filter((one) => one !== undefined && one !== "").join(" ");
}

/** Why a recorded time leaves open on which side of another one it lies, as what a sentence about it goes on with. */
export function sayInexact(text: string, clock: Run["clock"]): string {
  const match = TIME.exec(text.trim());
  if (match === null) return "cannot be read as a time";
  if (match[8] === undefined && clock !== "utc") return "has no time zone";
  return match[6] === undefined ? "is not given to the second" : "is in the same second";
}

/** Milliseconds that `+01:00` is ahead of UTC. */
function offsetOf(zone: string): number {
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (match === null) return 0;
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) + Number(match[3]) / 60) * HOUR;
}
