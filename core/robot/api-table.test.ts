import { describe, expect, it } from 'vitest';
import { API_NAMES, apiEntry } from './api-table.ts';

describe('the API table', () => {
  it.each(API_NAMES)('%s: optional parameters come last, and numbers have a range that makes sense', (name) => {
    const { params } = apiEntry(name);
    const firstOptional = params.findIndex((param) => param.default !== undefined);
    if (firstOptional >= 0) expect(params.slice(firstOptional).every((param) => param.default !== undefined)).toBe(true);
    for (const param of params) if (param.min !== undefined && param.max !== undefined) expect(param.min).toBeLessThan(param.max);
    expect(params.findIndex((param) => param.rest)).toBeOneOf([-1, params.length - 1]);
  });
});
