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

/** Says a value another way: `{0:type}` is the value 0 said as a type. */
export type SayValue = (value: string) => string;

/** Fills `{name}` and `{name:way}` places; an unknown name stays as it is, so that a test can see it. */
export function fillIn(template: string, params: FaultParams, ways: Readonly<Record<string, SayValue>> = {}): string {
  return template.replace(/\{(\w+)(?::(\w+))?\}/g, (whole, name: string, way: string | undefined) => {
    if (!Object.hasOwn(params, name)) return whole;
    const value = String(params[name]);
    return way === undefined ? value : (ways[way]?.(value) ?? value);
  });
}
