import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const layer = (files, ...patterns) => ({
  files: files.flatMap((room) => [`src/${room}/**/*.ts`, `src/${room}/**/*.svelte`]),
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});
const room = (name, options = {}) => ({
  group: [`@/${name}/**`, `**/${name}/**`, `!./**`],
  message: `This room does not import ${name}: see ui/README.md.`,
  ...options,
});
const onlyTypes = { allowTypeImports: true };
const host = { group: ['@tauri-apps/*'], message: 'Only src/api talks to the shell.' };

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'src/api/bindings/'] },
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: globals.browser,
      parserOptions: { extraFileExtensions: ['.svelte'], parser: ts.parser },
    },
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time comes from the desk: use the clock of src/state.' },
        { property: 'innerHTML', message: 'Text is text: let Svelte write it.' },
        { property: 'outerHTML', message: 'Text is text: let Svelte write it.' },
        { property: 'insertAdjacentHTML', message: 'Text is text: let Svelte write it.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Time comes from the desk: use the clock of src/state.',
        },
        {
          selector: "SvelteAttribute[key.name='style']",
          message: 'The security policy forbids style attributes: use a class or the style: directive.',
        },
      ],
      'svelte/no-at-html-tags': 'error',
      // Plain maps and sets are used where nothing on screen hangs on them.
      'svelte/prefer-svelte-reactivity': 'off',
      'max-lines': ['warn', { max: 250, skipBlankLines: true, skipComments: true }],
    },
  },
  layer(['parts'], host, room('screens'), room('state'), room('api', onlyTypes)),
  layer(['screens'], host, room('api', onlyTypes)),
  layer(['state'], host, room('parts'), room('screens')),
  layer(['api'], room('parts'), room('screens'), room('state')),
);
