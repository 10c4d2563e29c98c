/** Answers `devices.*` and `session.*`. Layer: bridge/server. */
import { fail, ok, type Result } from '../../../core/base/result.ts';
import type { CarBench } from '../../../core/protocol/robot-session.ts';
import type { SESSION_METHODS } from '../../../core/protocol/methods/session-methods.ts';
import type { Handlers, MethodContext } from './handler.ts';
import { trackDocument } from './track-handlers.ts';

const inSession =
  (action: 'pause' | 'resume' | 'step') =>
  async ({ sessionId }: { readonly sessionId: number }, { sessions }: MethodContext): Promise<Result<void>> => {
    const found = sessions.find(sessionId);
    return found.ok ? await found.value[action]() : found;
  };

function benchOf(sessionId: number, sessions: MethodContext['sessions']): Result<CarBench> {
  const found = sessions.find(sessionId);
  if (!found.ok) return found;
  return found.value.bench === undefined ? fail('session.unknown') : ok(found.value.bench);
}

export const SESSION_HANDLERS: Handlers<keyof typeof SESSION_METHODS> = {
  'devices.list': async (_, { robots, classroom }) => ok(classroom.carPlaces.shownOn(robots.devices)),
  'devices.place': ({ carId, place }, { classroom }) => classroom.carPlaces.give(carId, place),
  'session.open': async ({ sessionId, ...what }, context) =>
    context.sessions.open(sessionId, { ...what, track: await trackDocument(what.trackId, context) }),
  'session.run': async ({ sessionId, request }, { sessions }) => {
    const found = sessions.find(sessionId);
    return found.ok ? await found.value.run(request) : found;
  },
  'session.pause': inSession('pause'),
  'session.resume': inSession('resume'),
  'session.step': inSession('step'),
  'session.debug': async ({ sessionId, command }, { sessions }) => {
    const found = sessions.find(sessionId);
    return found.ok ? await found.value.debug(command) : found;
  },
  'session.stop': async ({ sessionId }, { sessions }) => {
    const found = sessions.find(sessionId);
    if (found.ok) await found.value.stop();
    return found.ok ? ok(undefined) : found;
  },
  'session.tell': async ({ sessionId, news }, { sessions }) => {
    const found = sessions.find(sessionId);
    if (found.ok) found.value.tell(news);
    return found.ok ? ok(undefined) : found;
  },
  'session.measure': async ({ sessionId }, { sessions }) => {
    const bench = benchOf(sessionId, sessions);
    return bench.ok ? await bench.value.measure() : bench;
  },
  'session.spin': async ({ sessionId, leftPercent, rightPercent, ms }, { sessions }) => {
    const bench = benchOf(sessionId, sessions);
    return bench.ok ? await bench.value.spin(leftPercent, rightPercent, ms) : bench;
  },
  'session.try': async ({ sessionId, ...what }, { sessions }) => {
    const bench = benchOf(sessionId, sessions);
    return bench.ok ? await bench.value.tryOutput(what) : bench;
  },
  'session.name': async ({ sessionId, name }, { sessions }) => {
    const bench = benchOf(sessionId, sessions);
    return bench.ok ? await bench.value.name(name) : bench;
  },
  'session.calibrate': async ({ sessionId, calibration }, { sessions }) => {
    const bench = benchOf(sessionId, sessions);
    return bench.ok ? await bench.value.calibrate(calibration) : bench;
  },
  'session.close': async ({ sessionId }, { sessions }) => ok(await sessions.close(sessionId)),
};
