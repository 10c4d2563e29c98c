/**
 * Leaving a seat so that nothing of the child stays in the browser. Layer: web/adapters/storage.
 * Why in two parts: a database is deleted only once nobody holds it open, so the page is loaded anew and wipes before it opens anything.
 * A page that is closed half way through goes on where it stopped.
 */
import { databaseOf } from './open-storage.ts';
import { OWN_PICTURES_DATABASE } from './picture-storage.ts';
import { recordingDatabaseOf } from './recording-storage.ts';
import { trackDatabaseOf } from './track-storage.ts';

const LEAVING = 'guiji.leaving';
const PREFERENCES = 'guiji.preferences';
/** What belongs to the computer, not to the child. */
const OF_THE_COMPUTER = ['theme', 'board', 'language'];
/** The computer's own way through lessons; a student's has the student's id in its name. */
const PROGRESS = 'guiji.progress';
const CHANNEL = 'guiji-seat';
/** Databases that have a student's id (a ULID) in their names are a student's. */
const OF_A_STUDENT = /-[0-9A-HJKMNP-TV-Z]{26}/;

/** From here the next load wipes; other windows of this browser load anew at once. */
export function markLeaving(studentId: string): void {
  localStorage.setItem(LEAVING, studentId);
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage('left');
  channel.close();
}

/** For as long as the page lives: a seat that is left in another window is left here too. */
export function followLeaving(): void {
  new BroadcastChannel(CHANNEL).addEventListener('message', () => location.reload());
}

/** To be awaited before anything reads what the browser keeps. Does nothing where nobody has left. */
export async function finishLeaving(): Promise<void> {
  const studentId = leavingStudent();
  if (studentId === undefined) return;
  sessionStorage.clear();
  for (const name of await databasesOf(studentId)) await deleteDatabase(name);
  const kept = { [PREFERENCES]: preferencesOfTheComputer(), [PROGRESS]: localStorage.getItem(PROGRESS) ?? undefined };
  localStorage.clear();
  for (const [key, value] of Object.entries(kept)) if (value !== undefined) localStorage.setItem(key, value);
}

function leavingStudent(): string | undefined {
  try {
    return localStorage.getItem(LEAVING) ?? undefined;
  } catch {
    return undefined;
  }
}

function preferencesOfTheComputer(): string | undefined {
  try {
    const kept = Object.entries(JSON.parse(localStorage.getItem(PREFERENCES) ?? '{}') as Record<string, unknown>);
    return JSON.stringify(Object.fromEntries(kept.filter(([name]) => OF_THE_COMPUTER.includes(name))));
  } catch {
    return undefined;
  }
}

/** Firefox before 126 cannot list them: there the known ones of this student go. */
async function databasesOf(studentId: string): Promise<readonly string[]> {
  const listed = 'databases' in indexedDB ? (await indexedDB.databases()).map(({ name }) => name ?? '') : [];
  const known = [
    databaseOf(studentId),
    recordingDatabaseOf(studentId),
    trackDatabaseOf(studentId),
    `${OWN_PICTURES_DATABASE}-${studentId}`,
  ];
  return [...new Set([...known, ...listed.filter((name) => OF_A_STUDENT.test(name))])];
}

function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.addEventListener('success', () => resolve());
    request.addEventListener('error', () => resolve());
  });
}
