// The rules for the scripts of the pages and for their tests; run from the root: make lint-js.
import js from "@eslint/js";
import globals from "globals";

const STYLE = {
  curly: ["error", "multi-line"],
  eqeqeq: "error",
  "no-implicit-coercion": "error",
  "no-nested-ternary": "error",
  "no-param-reassign": "error",
  "no-shadow": "error",
  "no-undef-init": "error",
  "no-unneeded-ternary": "error",
  "no-unused-vars": ["error", { args: "all", argsIgnorePattern: "^_$" }],
  "no-use-before-define": ["error", { functions: false, variables: false }],
  "no-useless-return": "error",
  "no-var": "error",
  "object-shorthand": "error",
  "one-var": ["error", "never"],
  "prefer-arrow-callback": "error",
  "prefer-const": "error",
  "prefer-template": "error",
  radix: "error",
  "require-await": "error",
  complexity: ["error", 14],
  "max-depth": ["error", 4],
  "max-lines": ["error", { max: 320, skipBlankLines: true, skipComments: true }],
  "max-params": ["error", 4],
  "max-statements": ["error", 40, { ignoreTopLevelFunctions: true }],
  // Names that say nothing: a thing is called by what it is.
  "id-denylist": [
    "error",
    "one",
    "found",
    "held",
    "said",
    "told",
    "asked",
    "given",
    "kept",
    "seen",
    "shown",
    "taken",
    "meant",
    "put",
    "making",
    "reading",
    "fits",
    "made",
    "got",
    "wanted",
    "heard",
  ],
  // Values of data reach the page as text only.
  "no-restricted-properties": [
    "error",
    ...["innerHTML", "outerHTML", "insertAdjacentHTML", "write"].map((property) => ({ property })),
  ],
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-new-func": "error",
};

export default [
  js.configs.recommended,
  {
    files: ["src/bilateral/pages/**/*.js"],
    languageOptions: {
      ecmaVersion: 2023,
      sourceType: "module",
      // What libraries and data files of a page define; see types.d.ts.
      globals: {
        ...globals.browser,
        vis: "readonly",
        Yasqe: "readonly",
        FOLDING: "readonly",
        INDEX: "readonly",
        namedNode: "readonly",
        Store: "readonly",
        __wbg_init: "readonly",
      },
    },
    rules: STYLE,
  },
  {
    files: ["tests/js/**/*.mjs", "web/*.mjs"],
    languageOptions: { ecmaVersion: 2023, sourceType: "module", globals: globals.node },
    rules: STYLE,
  },
];
