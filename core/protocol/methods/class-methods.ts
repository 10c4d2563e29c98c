/** A class: the teacher's board, a station's reports, and what goes between them. Layer: protocol. Spec: docs/protocols/class.md. */
import { z } from 'zod';
import { projectOfAnyVersion } from '../../project/migrations.ts';
import { wireProjectId } from '../bridge-views.ts';
import { logEntry, PUSH_ENTRIES_MAX } from '../class-log.ts';
import {
  classCommand,
  classState,
  classTitle,
  classView,
  collectedWork,
  nickname,
  seat,
  seatView,
  stationReport,
  studentId,
  studentResult,
  STUDENTS_MAX,
  typedCode,
} from '../class-views.ts';
import { passphrase } from '../join-requests.ts';
import { robotMessages } from '../../robot/message.ts';
import { done, EVERYONE, method, nothing, type Role } from '../method.ts';

/** A page at a seat: a student's, or the page of a station bridge, which is its computer's owner. */
const SEATED: readonly Role[] = ['student', 'owner'];
const OWNER: readonly Role[] = ['owner'];

const oneStudent = z.strictObject({ studentId });

export const CLASS_METHODS = {
  /** A title that was open before goes on with its students and their work; the code is always new. Errors: `class.already-open`. */
  'class.open': method(z.strictObject({ title: classTitle }), classView),
  /** Ends the students' tokens; their work stays. Errors: `class.none-open`. */
  'class.close': method(nothing, done),
  /** Titles that can go on, newest first. */
  'class.titles': method(nothing, z.array(z.object({ title: z.string(), students: z.number().int(), lastOpenedAtMs: z.number() }))),
  /** The whole board; from then on this page hears `class.board`. */
  'class.state': method(nothing, classState),
  'class.renewCode': method(nothing, classView),
  /** To everybody, or to some. Resolves when it has been sent and, for 'stop', every robot of this bridge has been stopped. */
  'class.command': method(
    z.strictObject({ command: classCommand, to: z.array(studentId).max(STUDENTS_MAX).optional() }),
    z.object({ stations: z.number().int() }),
  ),
  /** The newest project of each student, marked as handed in; pages that are there save first and hand in what they have open. */
  'class.collect': method(nothing, z.array(collectedWork)),
  /** A student's project as it was collected, or as it is now. */
  'class.work': method(
    z.strictObject({ studentId, projectId: wireProjectId, version: z.number().int().positive().optional() }),
    projectOfAnyVersion,
  ),
  'class.results': method(nothing, z.object({ title: z.string(), students: z.array(studentResult) })),
  'class.renewPersonalCode': method(oneStudent, z.object({ personalCode: z.string() })),
  /** Its tokens end: for a seat that somebody left without saying so. Errors: `class.no-such-student`. */
  'class.signOff': method(oneStudent, done),
  /** The student, projects, history, progress, runs and log entries, here and on station bridges. There is no way back. */
  'class.eraseStudent': method(oneStudent, done),
  'class.eraseAll': method(z.strictObject({ title: classTitle }), done),
  /** Where other devices find this bridge, most likely first. */
  'class.addresses': method(
    nothing,
    z.object({
      isOpenToLan: z.boolean(),
      isSecure: z.boolean(),
      addresses: z.array(z.object({ adapter: z.string(), address: z.string(), url: z.string(), isLikely: z.boolean() })),
    }),
  ),

  /** Errors: `class.needs-https` for a page that is neither on this computer nor on HTTPS. Ends every teacher's token but this page's. */
  'teacher.setPassphrase': method(z.strictObject({ passphrase }), done),
  'teacher.hasPassphrase': method(nothing, z.object({ hasPassphrase: z.boolean() }), EVERYONE),

  /** Errors: `class.not-joined` for a page that has no seat. */
  'class.seat': method(nothing, seatView, SEATED),
  /** At most twice a second; the newest counts. */
  'class.report': method(stationReport, done, SEATED),
  /** What programs of this page send to others: every other page of this bridge and of its class hears `class.messages`. */
  'class.send': method(z.strictObject({ messages: robotMessages }), done, EVERYONE),
  /** The answer to the command 'collect'. */
  'class.handIn': method(z.strictObject({ projectId: wireProjectId }), done, SEATED),
  /** The seat is empty again: the token ends, and on a station bridge nothing of the student stays once the class bridge has it. */
  'class.leave': method(nothing, done, SEATED),

  /** This computer becomes a station of another bridge's class: its page sits there from now on. Errors: `class.*` of the join, `class.unreachable`. */
  'class.joinRemote': method(
    z.strictObject({
      /** As on the poster: `192.168.1.5:4173` or a whole address. */
      address: z.string().min(1).max(200),
      ...{ code: typedCode, nickname, seat: seat.optional(), personalCode: typedCode.optional() },
    }),
    seatView,
    OWNER,
  ),
  /** What `guiji up --join` was given, to fill in the form with. */
  'class.joinDefaults': method(
    nothing,
    z.object({ address: z.string().optional(), code: z.string().optional(), seat: z.string().optional() }),
    OWNER,
  ),

  /** From a station bridge: entries in order; those known already change nothing. @returns the last one's id, on the disk. */
  'station.push': method(
    z.strictObject({ entries: z.array(logEntry).min(1).max(PUSH_ENTRIES_MAX) }),
    /** `refused`: what can never be taken in (another's project), so that the rest may follow. */
    z.object({ acknowledged: studentId, refused: z.array(z.object({ id: studentId, code: z.string() })) }),
    ['student'],
  ),
} as const;
