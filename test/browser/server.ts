// The same server that `npm run demo -- --serve` uses: a folder under a sub-path, on 127.0.0.1, with a CSP if one is given.
export { serve } from "../../scripts/serve.mjs";
