/** What `guiji pack` says to people at a school. Layer: bridge/cli. */
import type { PackQuestion } from '../../../../core/protocol/pack-views.ts';
import type { Language } from '../../../../core/words/words.ts';

interface SchoolWords {
  readonly shipped: string;
  readonly unsigned: string;
  readonly trusted: string;
  readonly unknown: string;
  readonly fingerprint: string;
  readonly questions: Readonly<Record<PackQuestion, string>>;
  readonly howToAgree: string;
  readonly removed: string;
  readonly distrusted: string;
}

export const SCHOOL_WORDS: Readonly<Record<Language, SchoolWords>> = {
  'zh-CN': {
    shipped: '自带',
    unsigned: '没有签名',
    trusted: '已信任的发布者：{name}',
    unknown: '签名有效，发布者还没有被信任',
    fingerprint: '指纹：{words}',
    questions: {
      unsigned: '没有人签名：无法知道它从哪里来。',
      'unknown-publisher': '这里还没有人信任过它的发布者。请打电话和发布者核对指纹。',
      'other-publisher': '要替换的课程包来自另一个发布者。',
      older: '已安装的版本更新。',
    },
    howToAgree: '没有安装。核对过发布者就加 --trust；无论如何都要安装就加 --yes。',
    removed: '已删除：{id}',
    distrusted: '不再信任这个发布者。已安装的课程包还在。',
  },
  en: {
    shipped: 'comes with Guiji Lab',
    unsigned: 'not signed',
    trusted: 'trusted publisher: {name}',
    unknown: 'signature genuine, publisher not trusted here yet',
    fingerprint: 'fingerprint: {words}',
    questions: {
      unsigned: 'Nobody signed it: there is no telling where it comes from.',
      'unknown-publisher': 'Nobody here has trusted its publisher yet. Compare the fingerprint with the publisher by telephone.',
      'other-publisher': 'The pack that it would replace came from another publisher.',
      older: 'The installed version is newer.',
    },
    howToAgree: 'Not installed. Add --trust once you have checked the publisher, or --yes to install it anyway.',
    removed: 'Removed: {id}',
    distrusted: 'This publisher is not trusted any more. Installed packs stay.',
  },
};
