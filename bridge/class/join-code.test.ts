import { describe, expect, it } from 'vitest';
import { isSameCode, newJoinCode, newPersonalCode, shownCode } from './join-code.ts';
import { nicknameKey } from './nickname-key.ts';

describe('a join code', () => {
  it('has six signs, none of which can be taken for another', () => {
    const codes = Array.from({ length: 300 }, newJoinCode);
    for (const code of codes) expect(code).toMatch(/^[34679ACDEFGHJKMNPQRTWXY]{6}$/);
    expect(new Set(codes).size).toBe(300);
    expect(newPersonalCode()).toMatch(/^[34679ACDEFGHJKMNPQRTWXY]{4}$/);
  });

  it('is the same however a child types it', () => {
    for (const typed of ['ACDEFG', 'acd-efg', ' ACD EFG ', 'ＡＣＤ－ＥＦＧ', 'acd—efg', shownCode('ACDEFG')]) {
      expect(isSameCode(typed, 'ACDEFG')).toBe(true);
    }
  });

  it('is not the same when it is another, or when there is none', () => {
    for (const typed of ['ACDEFH', 'ACDEF', 'ACDEFGG', '', 'ACDEFG\u0000']) expect(isSameCode(typed, 'ACDEFG')).toBe(false);
    expect(isSameCode('', '')).toBe(false);
  });
});

describe('a nickname', () => {
  it('is the same in full-width letters, with blanks and in capitals', () => {
    expect(nicknameKey('Ming １')).toBe(nicknameKey('ming1'));
    expect(nicknameKey('小 明')).toBe(nicknameKey('小明'));
    expect(nicknameKey('小明')).not.toBe(nicknameKey('小红'));
  });
});
