/** Which of two pack versions is newer. Layer: pack. Spec: Semantic Versioning 2.0.0, section 11. */

interface Parts {
  readonly numbers: readonly number[];
  readonly prerelease: readonly string[];
}

function partsOf(version: string): Parts {
  const dash = version.indexOf('-');
  const core = dash < 0 ? version : version.slice(0, dash);
  return { numbers: core.split('.').map(Number), prerelease: dash < 0 ? [] : version.slice(dash + 1).split('.') };
}

function compareIdentifiers(a: string, b: string): number {
  const [aIsNumber, bIsNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (aIsNumber && bIsNumber) return Math.sign(Number(a) - Number(b));
  if (aIsNumber !== bIsNumber) return aIsNumber ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** @returns below 0: a is older; 0: the same; above 0: a is newer. Both are valid versions. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let i = 0; i < 3; i++) {
    const difference = left.numbers[i]! - right.numbers[i]!;
    if (difference !== 0) return Math.sign(difference);
  }
  // A release comes after all of its pre-releases.
  if (left.prerelease.length === 0 || right.prerelease.length === 0) return Math.sign(right.prerelease.length - left.prerelease.length);
  for (let i = 0; i < Math.min(left.prerelease.length, right.prerelease.length); i++) {
    const difference = compareIdentifiers(left.prerelease[i]!, right.prerelease[i]!);
    if (difference !== 0) return difference;
  }
  return Math.sign(left.prerelease.length - right.prerelease.length);
}
