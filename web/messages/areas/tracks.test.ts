import { describe, expect, it } from 'vitest';
import { TRACK_WORDS, type TrackWord } from './tracks.ts';

const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe('the words of the track editor', () => {
  it('have the same places in both languages, keep their voice down, and no Chinese in English', () => {
    const { 'zh-CN': zh, en } = TRACK_WORDS;
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
    for (const word of Object.keys(zh) as TrackWord[]) {
      expect(places(en[word]), word).toEqual(places(zh[word]));
      expect(`${zh[word]}${en[word]}`, word).not.toMatch(/[!！]/);
      expect(en[word], word).not.toMatch(/[\u4e00-\u9fff]/);
    }
  });
});
