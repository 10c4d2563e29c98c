import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
  {
    ignores: [
      'dist/**',
      'node_modules/**',
      'tests/layers/fixtures/**',
      'tests/conformance/programs/**',
      'tests/conformance/corpus/**',
      'tests/conformance/refused/**',
      'tests/conformance/blocks-corpus/**',
      'tests/bench/node_modules/**',
      'tests/output/**',
    ],
  },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  { files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } } },
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-syntax': ['error', { selector: 'ExportAllDeclaration', message: 'Name what you export: no export *.' }],
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  // The compiler says it, of private names too, and reads these files anyway.
  { files: ['**/*.ts', '**/*.svelte'], rules: { '@typescript-eslint/no-unused-vars': 'off' } },
  {
    files: ['core/**/*.ts'],
    ignores: ['core/**/*.test.ts', 'core/**/*.spec.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...[
          'setTimeout',
          'setInterval',
          'setImmediate',
          'performance',
          'window',
          'document',
          'process',
          'Buffer',
          'fetch',
          'crypto',
          'navigator',
        ].map((name) => ({
          name,
          message: 'core has no ambient clock, host or randomness: take a port.',
        })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'core has no ambient clock.' },
        ...[
          'random',
          'sin',
          'cos',
          'tan',
          'asin',
          'acos',
          'atan',
          'atan2',
          'exp',
          'expm1',
          'log',
          'log2',
          'log10',
          'log1p',
          'pow',
          'cbrt',
          'hypot',
          'sinh',
          'cosh',
          'tanh',
          'asinh',
          'acosh',
          'atanh',
        ].map((property) => ({ object: 'Math', property, message: 'Engines round it differently: use core/base/deterministic-math.' })),
      ],
    },
  },
);
