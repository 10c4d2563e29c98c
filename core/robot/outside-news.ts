/**
 * What reaches a running program from outside the robot and its world: a camera's answers, a driver's keys. Layer: robot.
 * The port that stands around the robot (core/run/outside-port.ts) holds the latest; what the program reads of it is recorded.
 */
import { z } from 'zod';
import { AI_LABELS_MAX } from './ai-model.ts';
import { messageFields } from './message.ts';
import { TUNERS_MAX } from './tuner.ts';

const text = z.string().max(60);
const percent = z.number().min(-100).max(100);

/** What the net says of the picture that the camera sees now. */
const aiAnswer = z.strictObject({
  kind: z.literal('ai'),
  /** '' where it sees nothing it is sure of. */
  label: text,
  labels: z.array(text).max(AI_LABELS_MAX),
  /** 0 … 100, one a label. */
  confidences: z.array(z.number().min(0).max(100)).max(AI_LABELS_MAX),
});

/** What the person at the keys asks of the motors. */
const remoteDrive = z.strictObject({ kind: z.literal('remote'), leftPercent: percent, rightPercent: percent });

/** Somebody moved a slider of the program's. */
const tuned = z.strictObject({ kind: z.literal('tune'), index: z.number().int().min(0).max(TUNERS_MAX - 1), value: z.number() }); // prettier-ignore

/** Another program has sent something. */
const message = z.strictObject({ kind: z.literal('message'), ...messageFields });

export const outsideNewsSchema = z.discriminatedUnion('kind', [aiAnswer, remoteDrive, tuned, message]);

export type AiAnswer = z.infer<typeof aiAnswer>;
export type RemoteDrive = z.infer<typeof remoteDrive>;
export type OutsideNews = z.infer<typeof outsideNewsSchema>;

/** Later news of the same kind takes the place of earlier; each slider and each name of a message is a kind of its own. */
export function kindOfNews(news: OutsideNews): string {
  if (news.kind === 'tune') return `tune ${news.index}`;
  return news.kind === 'message' ? `message ${news.name}` : news.kind;
}

export const NO_ANSWER: AiAnswer = { kind: 'ai', label: '', labels: [], confidences: [] };
