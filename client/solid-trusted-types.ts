import type { Plugin } from "vite";

/**
 * Lets Solid run under `require-trusted-types-for 'script'; trusted-types solid-template`.
 *
 * Solid turns each component's compiled, constant markup into elements by setting `innerHTML` in one place, its
 * `template()`. This puts one Trusted Types policy there, named `solid-template`, and nowhere else: the policy is private
 * to Solid's module, so any other string that reaches an HTML sink is still refused by the browser. The rule that makes
 * this safe is `solid/no-innerhtml` in the linter: no person's words ever become markup.
 *
 * A new Solid may move that place, so the build fails unless it is found exactly once. Development serves no such
 * policy and is left alone.
 */
export function solidTrustedTypes(): Plugin {
  let patched = false;
  return {
    name: "mendboard:solid-trusted-types",
    apply: "build",
    buildStart() {
      patched = false;
    },
    transform: {
      filter: { id: SOLID_WEB },
      handler(code) {
        const places = code.split(SINK).length - 1;
        if (places !== 1) {
          this.error(
            `Expected \`${SINK}\` once in solid-js/web, found it ${places} times: look at what template() does now.`,
          );
        }
        patched = true;
        return { code: `${POLICY}${code.replace(SINK, TRUSTED_SINK)}`, map: null };
      },
    },
    buildEnd(error) {
      if (!error && !patched)
        this.error("solid-js/web was not part of the build, or no longer lies where it did.");
    },
  };
}

const SOLID_WEB = /\/solid-js\/web\/dist\/(web|dev)\.js$/;
const SINK = "t.innerHTML = html;";
const TRUSTED_SINK = "t.innerHTML = solidTemplatePolicy.createHTML(html);";
/** On one line, before the first: the lines of a stack trace still count right. Browsers without Trusted Types pass the text on. */
const POLICY =
  `const solidTemplateRules = { createHTML: (html) => html }, ` +
  `solidTemplatePolicy = globalThis.trustedTypes?.createPolicy("solid-template", solidTemplateRules) ?? solidTemplateRules;`;
