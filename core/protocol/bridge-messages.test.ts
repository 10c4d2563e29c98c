import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from '../base/base64.ts';
import { z } from 'zod';
import type { TelemetryFrame } from '../run/run-types.ts';
import { BRIDGE_METHODS } from './bridge-methods.ts';
import {
  decodeBridgeMessage,
  decodeHello,
  decodePageMessage,
  encodeBridgeMessage,
  encodePageMessage,
  PROTOCOL_VERSION,
  type BridgeMessage,
} from './bridge-messages.ts';
import type { RunRequest } from './robot-session.ts';

const frame: TelemetryFrame = {
  atMs: 5,
  pose: { xMm: 1, yMm: 2, headingDeg: 3 },
  leftPercent: 45,
  rightPercent: -45,
  line: [0, 50, 100],
  sonarMm: null,
  led: 'off',
  toneHz: 0,
  lap: 1,
  lapStartedAtMs: 0,
};

const request: RunRequest = {
  source: [{ path: 'main.ts', text: 'car.stop()' }],
  bytecode: Uint8Array.of(0, 1, 254, 255),
  profileId: 'uno-line-car',
  trackId: 'oval',
  seed: 1,
  speed: 1,
  breakpoints: [
    { file: 0, start: 0 },
    { file: 1, start: 10 },
  ],
};

describe('base64', () => {
  it('gives back any bytes equal, and is what other programs write', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      }),
      { verbose: true },
    );
  });
});

describe('messages', () => {
  it('keep numbers that JSON cannot hold', () => {
    const points = [NaN, Infinity, -Infinity, 0.5].map((value) => ({ atMs: 1, name: 'x', value }));
    const message: BridgeMessage = { type: 'batch', sessionId: 1, batch: 7, events: [{ kind: 'plot', points }] };
    expect(decodeBridgeMessage(encodeBridgeMessage(message))).toEqual({ ok: true, value: message });
  });

  it('carry telemetry without an echo', () => {
    const message: BridgeMessage = { type: 'session', sessionId: 1, event: { kind: 'telemetry', frames: [frame] } };
    expect(decodeBridgeMessage(encodeBridgeMessage(message))).toEqual({ ok: true, value: message });
  });

  it('leave a fault’s cause behind', () => {
    const fault = { code: 'store.failed', params: { what: 'x' }, cause: new Error('secret') };
    expect(encodeBridgeMessage({ type: 'refused', fault })).not.toContain('secret');
  });

  it('carry a run request with its bytecode', () => {
    const { params } = BRIDGE_METHODS['session.run'];
    const wire = JSON.parse(JSON.stringify(z.encode(params, { sessionId: 3, request }))) as unknown;
    expect(z.decode(params, wire as never)).toEqual({ sessionId: 3, request });
  });

  it('that are garbage get a code, whatever they are', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        for (const result of [decodePageMessage(text), decodeBridgeMessage(text), decodeHello(text)]) {
          expect(result).toMatchObject({ ok: false, fault: { code: 'protocol.malformed' } });
        }
      }),
      { verbose: true },
    );
  });
});

describe('hello', () => {
  const withVersion = (version: number) => decodeHello(JSON.stringify({ type: 'hello', version, token: 't', later: [] }));

  it('gives the token', () => {
    expect(decodeHello(encodePageMessage({ type: 'hello', version: PROTOCOL_VERSION, token: 't' }))).toEqual({ ok: true, value: 't' });
  });

  it('of another version says which side is older', () => {
    expect(withVersion(PROTOCOL_VERSION + 1)).toMatchObject({ fault: { code: 'protocol.version', params: { older: 'bridge' } } });
    expect(withVersion(PROTOCOL_VERSION - 1)).toMatchObject({ fault: { code: 'protocol.version', params: { older: 'page' } } });
  });
});
