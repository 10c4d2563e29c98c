/**
 * From fault and diagnostic codes to sentences, for the command line and the pages alike. Layer: words.
 * Why here and not in web: the CLI says the same sentences, and bridge and web never import each other.
 *
 * A sentence may hold `{param}` places, filled from the fault's parameters. Each layer has a file of its own,
 * `<layer>-words.ts`, checked for completeness by `satisfies Words<ThatLayersFaultCode>`.
 */
import type { FaultParams } from '../base/result.ts';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One sentence: what happened, why, and one thing to do. No exclamation marks; units always. */
export type Words<Code extends string> = { readonly [L in Language]: { readonly [C in Code]: string } };

/** Fills `{name}` places; an unknown name stays as it is, so that a test can see it. */
export function fillIn(template: string, params: FaultParams): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(params, name) ? String(params[name]) : whole));
}
