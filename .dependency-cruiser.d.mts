import type { ICruiseOptions, IForbiddenRuleType } from 'dependency-cruiser';

/** @param prefix '' for the product, the folder of the fixtures for the test; ends in '/' */
export function layerRules(prefix?: string): (IForbiddenRuleType & { name: string })[];

declare const config: { forbidden: IForbiddenRuleType[]; options: ICruiseOptions };
export default config;
