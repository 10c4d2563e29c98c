import { expect, it } from 'vitest';
import { shippedTrack } from '../sim/tracks/index.ts';
import { trackOfRun } from './run-track.ts';

it('a run drives on the document that came with it, or on the track that ships', () => {
  const own = { ...shippedTrack('straight')!, id: 'lane' };
  expect(trackOfRun({ trackId: 'my-pack/lane', track: structuredClone(own) })).toEqual({ ok: true, value: own });
  expect(trackOfRun({ trackId: 'oval' })).toMatchObject({ value: { id: 'oval' } });
});

it('a document that is no track is refused with what is wrong, an unknown name with its name', () => {
  expect(trackOfRun({ trackId: 'oval', track: { format: 'guiji-track', version: 1 } })).toMatchObject({
    fault: { code: 'track.wrong-type' },
  });
  expect(trackOfRun({ trackId: 'my-pack/lane' })).toMatchObject({ fault: { code: 'run.unknown-track', params: { id: 'my-pack/lane' } } });
});
