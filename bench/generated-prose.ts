import type { GeneratedRun, GeneratedRuns } from "./generated-documents.ts";
import { changes, means, places } from "./generated-sentence.ts";
import { table } from "./generated-table.ts";
import { heldOutCost, heldOutLogged, heldOutValidation } from "./held-out-phrases.ts";
import { number } from "./marked-text.ts";
import type { Setting } from "./phrase.ts";
import { phrase, testValue, validationValue } from "./phrase.ts";

/** The README of a generated project, with marks: every number in it is what the logs say. */
export function readmeOf(runs: GeneratedRuns, setting: Setting): string {
  const logged = [...runs.baseline, ...runs.candidate];
  const some = setting.random.shuffled(logged).slice(0, 4);
  const parts = [
    "# Does shifting help?",
    some.map((run) => loggedSentence(run, setting)).join("\n"),
    validation(setting.random.pick(logged), setting),
    cost(setting.random.pick(logged), setting),
    means(runs, setting),
    changes(runs, setting),
    places(runs, setting),
    table(runs, setting),
  ];
  return `${parts.join("\n\n")}\n`;
}

function loggedSentence(run: GeneratedRun, setting: Setting): string {
  const { random, quality } = setting;
  const value = run.test[quality] ?? Number.NaN;
  const form = random.pick(["share", "share", "percent", "untitled", "named"]);
  const text =
    form === "percent" ? `${(value * 100).toFixed(1 + random.below(2))} %` : value.toFixed(3 + random.below(2));
  const truth = `${run.name}/test/${quality}`;
  const title = form === "untitled" ? null : form === "named" ? truth : `test/${quality}`;
  const url = `${setting.base}${run.dir}/logs/eval.log#L${run.testLine}`;
  const stated = number(text, { url, title, truth });
  const { name } = run;
  return phrase(
    setting,
    [
      `${name} reaches a test accuracy of ${stated}.`,
      `${name} ends at a test accuracy of ${stated}.`,
      `${name} has a test accuracy of ${stated}.`,
      `The test accuracy of ${name} is ${stated}.`,
      `With ${name} we get ${stated} test accuracy.`,
      `On the test set, ${name} has an accuracy of ${stated}.`,
      `We measured an accuracy of ${stated} on test for ${name}.`,
      `- **${name}**: test acc ${stated}`,
      `\`${name}\` got ${stated} accuracy (test).`,
    ],
    heldOutLogged({ name, stated, quality }),
  );
}

function validation(run: GeneratedRun, setting: Setting): string {
  const { random, quality } = setting;
  const title = random.pick(["", "@last", " step=800"]);
  const print = (metric: string) => (run.val[metric] ?? Number.NaN).toFixed(3 + random.below(2));
  const accuracy = validationValue(run, quality, { setting, text: print(quality), title: `val/${quality}${title}` });
  const loss = validationValue(run, "loss", { setting, text: print("loss"), title: "val/loss@last" });
  return phrase(
    setting,
    [
      `After the last epoch ${run.name} has a validation accuracy of ${accuracy} and a validation loss of ${loss}.`,
      `${run.name} finishes with a val accuracy of ${accuracy} (val loss ${loss}).`,
      `At the end of training ${run.name} is at ${accuracy} validation accuracy and ${loss} validation loss.`,
      `Validation of ${run.name}: accuracy ${accuracy}, loss ${loss}.`,
    ],
    heldOutValidation({ name: run.name, good: accuracy, loss, quality }),
  );
}

function cost(run: GeneratedRun, setting: Setting): string {
  const print = (metric: string) => (run.test[metric] ?? Number.NaN).toFixed(1);
  const latency = testValue(run, "latency_ms", { setting, text: `${print("latency_ms")} ms` });
  const size = testValue(run, "size_mb", { setting, text: `${print("size_mb")} MB` });
  return phrase(
    setting,
    [
      `One batch takes ${run.name} ${latency}; the model needs ${size}.`,
      `The latency of ${run.name} is ${latency}, and its size is ${size}.`,
      `${run.name} has a latency of ${latency} at a size of ${size}.`,
      `The model of ${run.name} (size: ${size}) shows a test latency of ${latency}.`,
    ],
    heldOutCost({ name: run.name, latency, size }),
  );
}
