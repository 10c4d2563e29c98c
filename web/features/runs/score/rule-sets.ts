/** The rule sets one can score by: those that ship, and those of installed packs. Layer: web/features/runs. */
import type { LocalText } from '../../../../core/base/local-text.ts';
import { parseContestRules, type ContestRules } from '../../../../core/contest/contest-rules.ts';
import { SHIPPED_CONTEST_RULES } from '../../../../core/contest/rules/index.ts';
import type { Bridge } from '../../../adapters/bridge/bridge.ts';

export interface RuleSet {
  /** `time-trial`, or `<packId>/<rulesId>`. */
  readonly id: string;
  /** undefined: it ships. */
  readonly pack: LocalText | undefined;
  readonly rules: ContestRules;
}

export const SHIPPED_RULE_SETS: readonly RuleSet[] = SHIPPED_CONTEST_RULES.map((rules) => ({ id: rules.id, pack: undefined, rules }));

/** Of packs; what cannot be read is left out: the Packs page says why. */
export async function packRuleSets(bridge: Bridge): Promise<readonly RuleSet[]> {
  const list = await bridge.call('packs.list', {});
  if (!list.ok) return [];
  const found: RuleSet[] = [];
  for (const pack of list.value.packs.filter(({ rules }) => rules.length > 0)) {
    const manifest = await bridge.call('packs.manifest', { packId: pack.id });
    if (!manifest.ok) continue;
    for (const entry of manifest.value.rules) {
      const rules = await readRules(bridge, pack.id, entry.file);
      if (rules !== undefined) found.push({ id: `${pack.id}/${entry.id}`, pack: pack.title, rules });
    }
  }
  return found;
}

async function readRules(bridge: Bridge, packId: string, path: string): Promise<ContestRules | undefined> {
  try {
    const text = await readText(bridge, packId, path);
    const parsed = text === undefined ? undefined : parseContestRules(JSON.parse(text));
    return parsed?.ok ? parsed.value : undefined;
  } catch {
    return undefined;
  }
}

/** undefined where the pack goes, or changes, in between. */
async function readText(bridge: Bridge, packId: string, path: string): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  let revision: string | undefined;
  for (let at = 0, total = 1; at < total;) {
    const piece = await bridge.call('packs.read', { packId, path, at });
    if (!piece.ok || piece.value.bytes.length === 0 || (revision ?? piece.value.revision) !== piece.value.revision) return undefined;
    revision = piece.value.revision;
    total = piece.value.totalBytes;
    at += piece.value.bytes.length;
    text += decoder.decode(piece.value.bytes, { stream: at < total });
  }
  return text;
}
