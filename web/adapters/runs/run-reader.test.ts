import { describe, expect, it } from 'vitest';
import { encodeHeader, HEADER_NAME } from '../../../core/run/run-header.ts';
import { McapFileWriter } from '../../../core/run/mcap-writer.ts';
import { openRun } from '../../../core/run/run-file.ts';
import { MemorySink } from '../../../core/run/run-sink.ts';
import { recordRun } from '../../../core/run/testing/recordings.ts';
import { RunReader } from './run-reader.ts';

const recording = recordRun({ text: 'car.drive(20, 20);', limitMs: 50 });

const opened = (bytes: Uint8Array) => new RunReader().answer({ id: 1, question: 'open', source: { kind: 'bytes', bytes } });

/** What a bridge writes that knows more of a car than this page. */
function ofNewerCar(): Uint8Array {
  const file = openRun(recording);
  if (!file.ok) throw new Error(file.fault.code);
  const { profile } = file.value.header;
  const sink = new MemorySink();
  const header = new Map(encodeHeader(file.value.header)).set('profile', JSON.stringify({ ...profile, version: profile.version + 1 }));
  new McapFileWriter(sink, 'test').metadata(HEADER_NAME, header);
  return sink.bytes();
}

describe('a recording in the page', () => {
  it('is opened', () => {
    expect(opened(recording)).toMatchObject({ ok: true, value: { isComplete: true, bytes: recording.length } });
  });

  it('that is newer than the page is not called damaged: the page says that it is older, and is to be loaded again', () => {
    expect(opened(ofNewerCar())).toMatchObject({ ok: false, fault: { code: 'runs.page-older' } });
  });

  it('that is none says so', () => {
    expect(opened(new Uint8Array(99))).toMatchObject({ ok: false, fault: { code: 'run-file.not-a-run' } });
  });
});
