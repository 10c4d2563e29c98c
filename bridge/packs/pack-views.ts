/** What pages are told of an opened pack. Layer: bridge/packs. */
import type { PackLesson } from '../../core/pack/pack-schema.ts';
import type { PackSigner, PackView } from '../../core/protocol/pack-views.ts';
import type { OpenedPack } from './open-pack.ts';

export type PackAbout = Omit<PackView, 'installedAtMs' | 'hidesShipped'>;

const stepsOf = ({ steps }: PackLesson, kind: 'required' | 'optional'): number => steps.filter((step) => step.kind === kind).length;

export function aboutPack(
  pack: Pick<OpenedPack, 'manifest' | 'tracks' | 'profiles' | 'revision' | 'bytes'>,
  signer: PackSigner,
): PackAbout {
  const { id, packVersion, title, description, publisher, licence, lessons, rules, models } = pack.manifest;
  return {
    ...{ id, packVersion, title, description, publisher, licence, signer },
    lessons: lessons.map((lesson) => ({
      id: lesson.id,
      title: lesson.title,
      ...(lesson.minutes === undefined ? {} : { minutes: lesson.minutes }),
      requiredSteps: stepsOf(lesson, 'required'),
      optionalSteps: stepsOf(lesson, 'optional'),
    })),
    tracks: pack.tracks,
    profiles: pack.profiles,
    rules: rules.map((each) => ({ id: each.id, title: each.title })),
    models: models.map((each) => ({ id: each.id, title: each.title })),
    bytes: pack.bytes,
    revision: pack.revision,
  };
}
