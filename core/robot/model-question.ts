/**
 * How a program asks one of its models: what `aiAsk` and `aiOut` say to each other. Layer: robot.
 *
 * Question q is written as `aiAsk` [q, model, …inputs]. Its answer is read at `aiOut`, index 64 · q + place:
 *
 * | place | value |
 * | --- | --- |
 * | 0 | n > 0: answered, with n outputs · −1: no such model · −1 − m: the model takes m inputs |
 * | 1 + i | output i |
 */

export const AI_ANSWER_PLACES = 64;
export const AI_OUTPUTS_MAX = AI_ANSWER_PLACES - 1;
/** Inputs of one question. What is more is cut to one more than this, which no model takes. */
export const AI_INPUTS_MAX = 64;
/** Questions of one run, numbered from 0: at 20 ms each, months. */
export const AI_QUESTIONS_MAX = 1_000_000_000;
/** Robot time from question to answer, whatever the computer takes. */
export const AI_LATENCY_MS = 20;

export const NO_SUCH_MODEL = -1;

/** The status of a question whose model takes `expected` inputs. */
export function wrongInputCount(expected: number): number {
  return NO_SUCH_MODEL - expected;
}
