import type { Param, Run } from "../../../model/run.ts";

/** What a run ran on, as opposed to with which software. */
const HARDWARE =
  /gpu|cpu|tpu|accelerator|device|hardware|machine|processor|architecture|^arch$|ram|memory|nodes?$|instance/i;

/** What an environment also holds: which code was called how, which says nothing of the machine. */
const CODE =
  /^(?:command|mainfile|git[._].*|repository|branch|entry_point|working_dir|binary|code.*|source(?:[._].*)?|project\..*|random_seed|sourcecode_digest|args?|argv|script|program|notebook|autologging|host.*|user.*|pid|cwd|(?:used )?artifact .*)$/i;

/** The hardware that a run recorded. */
export function hardwareOf(run: Run): Param[] {
  return run.environment.filter(({ name }) => isHardware(name) && !CODE.test(name));
}

/** The software that a run recorded: interpreter, system, and the versions of packages. */
export function softwareOf(run: Run): Param[] {
  return run.environment.filter(({ name }) => !isHardware(name) && !CODE.test(name));
}

/** `cuda_version` and `gpu_driver` are software. */
function isHardware(name: string): boolean {
  return HARDWARE.test(name) && !/version|driver|program/i.test(name);
}
