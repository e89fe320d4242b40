import type { Param } from "../../model/run.ts";

/** Names of what gives access or names a person. `pad_token` and `max_tokens` are none of them. */
const SECRET =
  /(?:^|[._-])(?:(?:api|access|private|secret|ssh|encryption|account)_?key|(?:(?:hub|push_to_hub|hf|auth|access|api|bearer|refresh|wandb|github|gitlab|bot|slack|use_auth)_)?token|secret|client_secret|pass(?:word|wd|phrase)|credentials?|user_?name|e_?mail|host_?name)$/i;

/** Whether a param's name says that its value gives access to something or names a person or machine. */
export function isSecretName(name: string): boolean {
  return SECRET.test(name);
}

/** The params without those that must not be shown, and how many texts were left out. */
export function withoutSecrets(params: readonly Param[]): { params: Param[]; hidden: number } {
  const isHidden = ({ name, value }: Param) => typeof value === "string" && value !== "" && isSecretName(name);
  const kept = params.filter((param) => !isHidden(param));
  return { params: kept, hidden: params.length - kept.length };
}

/** What `docs doctor` is told of params that were left out; nothing when none were. */
export function hiddenNote(path: string, hidden: number): { path: string; reason: string }[] {
  if (hidden === 0) return [];
  const like = "like a key, password or personal name by";
  const reason =
    hidden === 1
      ? `1 value that looks ${like} its field is not kept`
      : `${hidden} values that look ${like} their fields are not kept`;
  return [{ path, reason }];
}
