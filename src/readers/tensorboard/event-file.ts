/** What is no event file though its name has it: marks without events, and what stands for a file or was made of it. */
const OTHER = /\.(?:profile-empty|dvc|gz|zip|zst|xz|bz2|json|md5|sha256|txt|part|tmp)$/i;

/**
 * Whether a file name is that of an event file. TensorBoard takes every name with `tfevents` in it, so that copies under other
 * names are still read (tensorboard/backend/event_processing/io_wrapper.py); CatBoost writes `events.out.tfevents` alone.
 */
export function isEventFile(name: string): boolean {
  return name.includes("tfevents") && !OTHER.test(name);
}
