import { isNobody } from "./name.ts";
import type { Finder } from "./sighting.ts";
import { finder } from "./sighting.ts";

// Paths of a home folder name the user, and prompts name the machine as well. The rest of the path stays: it says which file.

const isSomebody = (user: string) => !isNobody(user);

/** Finds the user's name in home paths and prompts, and the machine's name in prompts. */
export const placeFinders: Finder[] = [
  finder(
    "user",
    /(?<=(?:^|[^\w.\-/]|file:\/\/)(?:\/[\w.-]{1,60}){0,4}?\/(?:home|homes|Users)\/)[^\s/\\"'`<>:;,|()[\]{}‹›&]{2,64}/g,
    isSomebody,
  ),
  finder(
    "user",
    /(?<=(?:^|[^\w])[A-Za-z]:(?:\\{1,4}|\/)Users(?:\\{1,4}|\/))(?:[^/\\"'`<>:;,|()[\]{}‹›&\r\n\t]{2,64}(?=[\\/])|[^\s/\\"'`<>:;,|()[\]{}‹›&]{2,64})/gi,
    isSomebody,
  ),
  finder("user", /(?<=(?:^|[^\w])~)[a-z][\w.-]{2,32}(?=\/)/g, isSomebody),
  // ada@gpu-17:~/work$
  finder(
    "user",
    /(?<![\w.+-])[a-z][\w.-]{1,32}(?=@[A-Za-z0-9][\w.-]{1,100}:[~/])/g,
    (user) => user !== "git" && isSomebody(user),
  ),
  finder("host", /(?<=(?<![\w.+-])(?!git@)[a-z][\w.-]{1,32}@)[A-Za-z0-9][\w.-]{1,100}(?=:[~/])/g),
];

/** Tells at once of most texts that no finder of this file has anything to find in them. */
export const placeHint = /\/(?:home|homes|Users)\/|[\\/]Users[\\/]|~[a-z]|@[\w.-]{1,100}:[~/]/i;
