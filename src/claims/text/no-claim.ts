const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.?";
const NUMBERED =
  "(?:sections?|sec\\.|sect\\.|figures?|figs?\\.?|tables?|tab\\.|equations?|eqs?\\.|append(?:ix|ices)|chapters?|algorithms?|alg\\.|theorems?|lemmas?|definitions?|listings?|issues?|pages?|pp?\\.|lines?|tasks?|increments?|adrs?|phases?|parts?|versions?|seeds?|folds?|epochs?|steps?|iterations?|layers?|rounds?|rows?|columns?|footnotes?|refs?\\.|no\\.|§+)";

/** `run 12`, `exp #4`, `blocks 3 to 6`; a number with a unit or decimals is how long or how good something was. */
const NUMBERED_THING =
  /\b(?:runs?|exps?|experiments?|trials?|attempts?|days?|weeks?|prs?|tracks?|levels?|stages?|blocks?|records?|gpus?|cuda|devices?|nodes?|workers?|shards?|heads?|channels?|clusters?|batch|frames?|checkpoints?|questions?|options?|variants?|configs?|chunks?|models?|commits?|ports?|examples?|class|label|group|item|user|case|scenario|hypothesis|milestone|sprint|tier|quarter)[\s~]*[#:]?\d{1,5}\b(?:\s*(?:,|&|and|to|–|-)\s*\d{1,5}\b(?![.,]\d))*(?!\s?\\?[%×/]|[.,:]\d|\s(?:[nµm]?s|sec\w*|min\w*|h|hours?|days?|times|epochs?|steps?|of|out|[KMGT]i?B|pp|points?)\b)/gi;

const SOFTWARE =
  "python|node(?:\\.js)?|cuda|cudnn|pytorch|torch|torchvision|lightning|numpy|scipy|pandas|tensorflow|keras|jax|flax|transformers|ubuntu|fedora|centos|release|version|scikit-learn|sklearn|opencv|debian|windows|macos|android|ios|java|jdk|openjdk|gcc|clang|cmake|rust|ruby|php|golang|docker|kubernetes|postgres(?:ql)?|mysql|redis|npm|pnpm|pip|uv|conda|driver|tensorboard|wandb|mlflow|hydra|react|chrome|firefox|kernel|raspberry pi|flash ?attention|usb|bluetooth|wi-?fi|http|ssl|tls|opengl|directx|vulkan";

/** Whether a text is the name of a piece of software and nothing else: a number beside it is a version. */
export function isSoftware(text: string): boolean {
  return new RegExp(`^\\W*(?:${SOFTWARE})\\W*$`, "i").test(text);
}

/** Families of models, whose name a small number follows (`Llama 3.1 8B`); `BERT 88.5` is a result. */
const FAMILY =
  "gemma|llama|qwen|mistral|mixtral|claude|gpt|phi|gemini|deepseek|falcon|olmo|bert|yolo|stable diffusion|whisper|dino|clip|sam|vicuna|pythia";

const HARDWARE =
  "(?:nvidia|geforce|rtx|gtx|tesla|quadro|titan|radeon|rx|ryzen|xeon|epyc|core|jetson|tpu|snapdragon|instinct|threadripper|iphone|pixel|galaxy)";

/** What states no result, with its name, in the order they are tried: a stretch belongs to the first that takes it. */
export const NO_CLAIM: [string, RegExp][] = [
  ["hash", /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi],
  ["hash", /\b(?:commit|sha|rev(?:ision)?) \d{6,40}\b/gi],
  ["link", /\bhttps?:\/\/[^\s<>)\]]+|\bwww\.[^\s<>)\]]+|\b[\w.+-]+@[\w-]+\.[a-z][\w.]*/gi],
  ["link", /\b(?:localhost|\d{1,3}(?:\.\d{1,3}){3}):\d{2,5}\b/gi],
  [
    "citation",
    /\barxiv[: ]\s?\d{4}\.\d{4,5}(?:v\d+)?\b|\b(?:doi:\s?)?10\.\d{4,9}\/[^\s<>)\]]+|\bisbn[: ][\d -]{9,}\d/gi,
  ],
  ["date", /\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}[:-]\d{2}(?:[:-]\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?!\d)/g],
  ["date", /\b\d{4}\/\d{1,2}\/\d{1,2}\b/g],
  ["date", /(?<![\d.,])\d{1,2}([./])\d{1,2}\1(?:\d{4}|\d{2})\b(?![.,]\d)/g],
  [
    "date",
    new RegExp(
      `\\b(?:\\d{1,2}(?:st|nd|rd|th)?(?: of)? )?${MONTH} (?:\\d{1,2}(?:st|nd|rd|th)?(?:, \\d{4})?|'?\\d{4})\\b(?!\\.\\d)`,
      "g",
    ),
  ],
  ["date", new RegExp(`\\b\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${MONTH}(?=\\W|$)`, "g")],
  [
    "year",
    /\bQ[1-4] ?(?:'\d{2}|20\d{2})\b|(?<![\d.,])(?:19[5-9]|20[0-4])\d\s?[–-]\s?(?:(?:19[5-9]|20[0-4])\d|\d{2})\b(?![.,]?\d|\s?[%×]|\s\p{L}+s\b)/gu,
  ],
  ["phone number", /(?<![\p{L}\d])\+(?=(?:[ -]?\(?\d\)?){9,})\d{1,3}[ -]\(?\d{1,4}\)?(?:[ -]\d{2,})+\b/gu],
  ["citation", /\b\d{1,4}(?:\(\d+\))?:\d+\s?[–-]\s?\d+\b(?![.:]\d)/g],
  ["citation", /\\(?:cite\w*|(?:eq|page|auto|c|C)?ref|label)\{[^}]*\}/g],
  [
    "citation",
    /\b(?:NeurIPS|NIPS|ICML|ICLR|CVPR|ICCV|ECCV|WACV|BMVC|MICCAI|ACL|EMNLP|NAACL|COLING|AAAI|IJCAI|KDD|WWW|SIGIR|RecSys|COLT|UAI|AISTATS|JMLR|TMLR|ICASSP|Interspeech|ICRA|CoRL|ILSVRC|Kaggle) ?['’]?(?:19|20)?\d{2}\b(?![.,]\d|\s?%)/gi,
  ],
  [
    "setting",
    /\b\d{1,3}(?:[/:-]\d{1,3}){1,2}(?= (?:\p{L}+[ /-]){0,2}?(?:train|split|random|stratified|partition|ratio)\p{L}*\b)|(?<=\bsplit (?:of )?)\d{1,3}(?:[/:-]\d{1,3}){1,2}\b/gu,
  ],
  ["time", /\b\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?(?: ?(?:[ap]m|min(?:utes)?|h(?:ours)?)\b)?/gi],
  ["time", /\b\d{1,2} ?(?:am|pm|a\.m\.|p\.m\.|o'clock)(?!\p{L})|\b24\/7\b/giu],
  ["version", /\bv\d+(?:\.\d+)*(?:[-+.]?(?:rc|a|b|alpha|beta|dev|post)\.?\d*)?\b/gi],
  ["version", /(?<![\d.,])\d+\.\d+\.\d+(?![\d.]*,\d)(?:[.\w+-]*\w)?/g],
  [
    "licence",
    /\b(?:Apache(?:[ -]Licen[cs]e)?,?(?: Version)?|CC[ -]BY(?:-[A-Z]{2})*|[AL]?GPL|MPL|EPL|BSD|MIT)[ -]?v?\d(?:\.\d)?(?:-clause)?(?![\d.%])/gi,
  ],
  ["standard", /\b(?:ISO|RFC|IEEE|PEP|DIN|ASTM)[ -]?(?:\/\p{L}+ )?\d{2,5}(?:[:-]\d+)*\b/gu],
  ["code", /\b(?:HTTP|exit codes?|status codes?|exit status|error codes?|signal|errno)[ :=]+\d{1,3}\b(?![.,]\d)/gi],
  ["version", new RegExp(`\\b(?:${SOFTWARE})(?: ?\\(?[=@<>~^!≥≤]+ ?| \\(?)v?\\d+(?:\\.\\d+)*\\b(?!\\s?\\\\?%)`, "gi")],
  ["setting", /(?<![\p{L}\p{N}-])--[a-z][\w-]*[ =]\d+(?:\.\d+)?(?:e-?\d+)?(?![\p{L}\p{N}])/gu],
  ["numbered part", /\d\u{FE0F}?\u{20E3}/gu],
  ["version", /\b[a-z][\w-]*==\d+(?:\.\d+)+\b/g],
  [
    "version",
    new RegExp(
      `\\b(?:${FAMILY})[ =@]+v?(?:[1-9](?:\\.\\d)?|1\\d)(?![\\d%]|[.,]\\d|\\s?\\\\?%|\\s?(?:ms|s|GB|MB|times|of|out)\\b)(?:[- ]\\d+(?:\\.\\d+)?[BM]\\b|[- ](?:Nano|Tiny|Small|Large|Turbo|Mini|Pro)\\b|[a-z]\\b)?`,
      "gi",
    ),
  ],
  ["part of a name", new RegExp(`\\b(?:${FAMILY})-?[\\d.]*[ -]\\d{1,3}(?:\\.\\d+)?[BM]\\b`, "gi")],
  [
    "part of a name",
    new RegExp(
      `\\b${HARDWARE}(?: (?:${HARDWARE}|i[3579]|ti|xavier|orin))*[ -][A-Z]{0,2}\\d{2,5}[A-Z]{0,3}(?: (?:Ti|Super|XT|XTX))?\\b(?!\\s?\\\\?%|[.,]\\d)`,
      "gi",
    ),
  ],
  [
    "part of a name",
    /\b(?:(?:ImageNet|Places|Kinetics|CIFAR|Omniglot|UCF|Caltech|ADE)[- ]?\d{1,3}[kK]?|(?:COCO|VOC|WMT|LVIS|DAVIS)[- ]?['’]?(?:20)?\d{2}|SQuAD[- ]?v?[12]\.[01]|MovieLens[- ]\d{1,3}[kKmM]|WikiText[- ]\d{1,3})\b(?![.,]\d|\s?\\?%)/g,
  ],
  ["part of a name", /\b[AHVBL]\d{1,3}S?[ -](?:SXM\d?[ -]|PCIe[ -])?\d{2,3} ?GB\b/g],
  ["setting", /(?<![\p{L}\p{N}_])[nN] ?= ?\d[\d,]*(?![\d.%])/gu],
  ["degrees of freedom", /(?<![\p{L}\p{N}])(?:t|F|r|χ²?2?)\(\d+(?:, ?\d+)?\)/gu],
  ["part of a name", /\bm?A[PR]@\[?0?\.\d+(?:[:–-]0?\.\d+){0,2}\]?/gi],
  ["part of a name", /\b(?:recall|precision|ndcg|hit rate|hits?|mrr|pass)(?: at |@ ?)\d{1,4}\b(?![.,]\d|\s?\\?%)/gi],
  ["part of a name", /\btop[ -]?\d{1,4}\b(?![.,]\d|\s?\\?%)/gi],
  [
    "confidence level",
    /\b\d{2}(?:\.\d+)?[ \u00a0-]?\\?%[ -](?:CIs?|HDIs?|confidence|credible|prediction|bootstrap\p{L}*)(?!\p{L})|\bCIs? ?\(?\d{2} ?\\?%\)?/gu,
  ],
  ["setting", /(?:@|\bat )?\bIoU ?(?:[=@>≥<]=? ?|threshold (?:of )?)0?\.\d+\b|\bat (?:an? )?IoU (?:of )?0?\.\d+\b/gi],
  // Looks ahead for a digit, so that the many words without one are not taken one by one.
  [
    "part of a name",
    /(?<![\p{L}\p{N}\\])(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}])(?=\p{L}[\p{L}\p{N}_./@+-]*\d)\p{L}[\p{L}\p{N}]*(?:[-_./@+][\p{L}\p{N}]+)*/gu,
  ],
  ["citation", /\[\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\](?!\()/g],
  [
    "numbered part",
    new RegExp(
      `(?:\\b|(?=§))${NUMBERED}[\\s~]*[#(]?\\d+(?:\\.\\d+)*[a-z]?\\)?(?:(?:\\s*(?:,|and|to|–|-)\\s*)\\(?\\d+(?:\\.\\d+)*\\)?)*(?![\\d%])`,
      "gi",
    ),
  ],
  ["numbered part", NUMBERED_THING],
  ["numbered part", /(?:(?<=^\s*)|(?<=[,;:.]\s|\b(?:and|or)\s))\(\d{1,2}\)(?=\s\p{L})/gu],
  ["reference", /(?<![\p{L}\p{N}&])#\d+\b/gu],
  ["ordinal", /\b\d+(?:st|nd|rd|th)\b/gi],
  ["hash", /\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b/g],
  [
    "dimensions",
    /(?<![\d.])\d+(?:\s?[x×]\s?\d+)+(?!\.?\d)|(?<![\d.])\d+ by \d+(?= (?:\p{L}+ )?(?:pixels?|grid|matri\p{L}+|images?|patches|cells|kernels?)\b)/gu,
  ],
  ["part of a name", /(?<![\p{L}\p{N}.])\d+(?:-\d+){2,}\b/gu],
  ["part of a name", /(?<![\p{L}\p{N}.,:]|[\p{N}.][eE][-+−])0\d+\b(?![.,:]\d)/gu],
  [
    "part of a name",
    /(?<![\p{L}\p{N}.,])\d+(?:-(?!fold (?:faster|slower|more|less|fewer|increase|decrease|improve\p{L}*|reduc\p{L}+|speed\p{L}*|gain|higher|lower|better|worse|smaller|larger)\b)\p{L}{2,}|[x×](?=\p{L})\p{L}[\p{L}\p{N}]*|D\b)/gu,
  ],
  ["expression", /(?<![\d.])(?!10[\^*])\d+(?:\^\{?[-−]?\d+\}?|\*\*\d+)/g],
];
