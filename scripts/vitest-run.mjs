// Runs vitest and counts: what is skipped or to do counts as failed, and a run that ended badly has failed once at least.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './node-version.mjs';
import { runTool } from './run.mjs';

const REASON_MAX_CHARS = 1_000;

function failuresOf({ name: file, status, message, assertionResults }) {
  const place = path.relative(root, file);
  const failed = assertionResults
    .filter((test) => test.status !== 'passed')
    .map((test) => ({ place, name: test.fullName, reason: test.failureMessages?.[0] ?? test.status }));
  return failed.length > 0 || status === 'passed' ? failed : [{ place, name: 'the file itself', reason: message ?? status }];
}

/**
 * @param {string[]} args vitest's own, after `run`
 * @returns {Promise<{ passed: number, failures: { place: string, name: string, reason: string }[] }>}
 */
export async function runVitest(args, env) {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'guiji-test-'));
  const report = path.join(scratch, 'report.json');
  try {
    const code = await runTool('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args], { env });
    const { numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
    const failures = testResults.flatMap(failuresOf);
    if (code !== 0 && failures.length === 0) failures.push({ place: 'vitest', name: args.join(' '), reason: `exit code ${code}` });
    return { passed: numPassedTests, failures };
  } catch (cause) {
    return { passed: 0, failures: [{ place: 'vitest', name: args.join(' '), reason: String(cause) }] };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** What failed, again, where a log that was cut still has it; then the line that counts: "N passed, N failed". */
export function sayResults({ passed, failures }) {
  for (const { place, name, reason } of failures) console.log(`FAILED ${place} > ${name}\n${reason.slice(0, REASON_MAX_CHARS)}\n`);
  console.log(`${passed} passed, ${failures.length} failed`);
  return failures.length === 0 && passed > 0 ? 0 : 1;
}
