/** Answers `class.*`, `teacher.*` and `station.*`. Layer: bridge/server. */
import { fail, ok, type Result } from '../../../core/base/result.ts';
import type { CLASS_METHODS } from '../../../core/protocol/methods/class-methods.ts';
import { classAddresses } from '../../class/class-addresses.ts';
import type { Handlers, MethodContext } from './handler.ts';

/** A student of this bridge's class, or this computer's own page at its seat in another's. */
function atSeat<T>(
  { page, classroom }: MethodContext,
  here: (studentId: string) => T,
  elsewhere: (station: MethodContext['classroom']['station']) => T,
): T {
  const { identity } = page;
  return identity.role === 'student' ? here(identity.studentId) : elsewhere(classroom.station);
}

const later = <T>(result: Result<T>): Promise<Result<T>> => Promise.resolve(result);

export const CLASS_HANDLERS: Handlers<keyof typeof CLASS_METHODS> = {
  'class.open': ({ title }, { classroom }) => classroom.desk.open(title),
  'class.close': (_, { classroom }) => classroom.desk.close(),
  'class.titles': (_, { classroom }) => classroom.desk.titles(),
  'class.state': async (_, { classroom, page }) => ok(classroom.desk.state(page)),
  'class.renewCode': (_, { classroom }) => classroom.desk.renewCode(),
  'class.command': ({ command, to }, { classroom }) => classroom.desk.command(command, to),
  'class.collect': (_, { classroom }) => classroom.work.collect(),
  'class.work': ({ studentId, projectId, version }, { classroom }) => classroom.work.open(studentId, projectId, version),
  'class.results': (_, { classroom }) => classroom.work.results(),
  'class.renewPersonalCode': ({ studentId }, { classroom }) => classroom.desk.renewPersonalCode(studentId),
  'class.signOff': ({ studentId }, { classroom }) => classroom.desk.signOff(studentId),
  'class.eraseStudent': ({ studentId }, { classroom }) => classroom.work.eraseStudent(studentId),
  'class.eraseAll': ({ title }, { classroom }) => classroom.work.eraseAll(title),
  'class.addresses': async (_, { place }) => {
    const { isOpenToLan, isSecure, port } = place;
    return ok({ isOpenToLan, isSecure, addresses: isOpenToLan ? [...classAddresses({ port: port(), isSecure })] : [] });
  },

  'teacher.setPassphrase': ({ passphrase }, { classroom, page }) => {
    const { isPrivate, identity } = page;
    const keptToken = identity.role === 'teacher' ? { keptToken: identity.tokenHash } : {};
    return classroom.admission.setPassphrase(passphrase, { isPrivate, ...keptToken });
  },
  'teacher.hasPassphrase': (_, { classroom }) => classroom.admission.hasPassphrase(),

  'class.seat': (_, context) =>
    atSeat(
      context,
      (studentId) => later(context.classroom.desk.seat(studentId)),
      (station) => later(station.seat()),
    ),
  'class.report': (report, context) =>
    atSeat(
      context,
      (studentId) => later(context.classroom.desk.report(studentId, report)),
      (station) => later(station.report(report)),
    ),
  'class.send': async ({ messages }, { page, classroom }) => ok(classroom.messages.send(page, messages)),
  'class.handIn': ({ projectId }, context) =>
    atSeat(
      context,
      (studentId) => context.classroom.work.handIn(studentId, projectId),
      (station) => station.handIn(projectId),
    ),
  'class.leave': (_, { page, classroom }) =>
    page.identity.role === 'student' ? classroom.desk.leave(page.identity.tokenHash) : classroom.station.leave(),

  'class.joinRemote': ({ address, ...request }, { classroom }) => classroom.station.join(address, request),
  'class.joinDefaults': async (_, { classroom }) => ok(classroom.joinDefaults),

  'station.push': ({ entries }, { page, classroom }) =>
    page.identity.role === 'student'
      ? classroom.work.takeIn(page.identity.studentId, entries)
      : later(fail('bridge.not-allowed', { method: 'station.push' })),
};
