import { measureInBrowser } from "/work/main/tests/bench/sealing-browser.ts";
for (const f of await measureInBrowser()) console.log(f.what, f.value, f.bar);
