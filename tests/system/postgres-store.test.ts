/** The store's one suite on PostgreSQL. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgresStore } from '../../bridge/store/postgres-store.ts';
import type { OpenStore } from '../../bridge/store/repositories.ts';
import { describeClassStore } from '../../bridge/store/testing/class-store-contract.ts';
import { describePictureStore } from '../../bridge/store/testing/picture-store-contract.ts';
import { describeProgressStore } from '../../bridge/store/testing/progress-store-contract.ts';
import { describeProjectStore } from '../../bridge/store/testing/project-store-contract.ts';
import { describeRunStore } from '../../bridge/store/testing/run-store-contract.ts';
import { describeTrackStore } from '../../bridge/store/testing/track-store-contract.ts';
import { newProject } from '../../core/project/new-project.ts';
import { PostgresServer } from './postgres-server.ts';

const project = newProject({ id: '01J8ZQ4Y7G0000000000000000', name: '循线小车' });

let server: PostgresServer;
let databases = 0;

beforeAll(async () => {
  server = await PostgresServer.start();
}, 120_000);
afterAll(() => server.close(), 60_000);

async function freshUrl(): Promise<string> {
  const name = `store_${++databases}`;
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return server.url.replace(/postgres$/, name);
}

async function open(url: string): Promise<OpenStore> {
  const opened = await openPostgresStore({ url, nowMs: () => Date.now() });
  if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
  return opened.value;
}

/** One database and one store for a whole contract, emptied each time by another hand: to make a database takes longer than a test of it. */
function emptied(): () => Promise<OpenStore> {
  let store: OpenStore;
  let client: Client;
  let tables: string;
  beforeAll(async () => {
    const url = await freshUrl();
    store = await open(url);
    client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ name: string }>(
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'kysely_%'`,
    );
    tables = rows.map(({ name }) => name).join(', ');
  });
  afterAll(async () => {
    await client.end();
    await store.close();
  });
  return async () => {
    await client.query(`TRUNCATE ${tables} RESTART IDENTITY CASCADE`);
    return { ...store, close: () => Promise.resolve() };
  };
}

describeProjectStore('the PostgreSQL store', emptied());
describeProgressStore('progress in PostgreSQL', emptied());
describePictureStore('pictures in PostgreSQL', emptied());
describeTrackStore('tracks in PostgreSQL', emptied());
describeClassStore('classes in PostgreSQL', emptied());
describeRunStore('the list of runs in PostgreSQL', emptied());

describe('a PostgreSQL database', () => {
  it('serves two bridges at once, and neither loses a save', async () => {
    const url = await freshUrl();
    const stores = await Promise.all([open(url), open(url)]);
    const saves = stores.flatMap((store, s) =>
      Array.from({ length: 15 }, (_, i) => store.projects.save({ ...project, files: [{ path: 'main.ts', text: `${s}-${i}` }] })),
    );
    const versions = (await Promise.all(saves)).map((save) => (save.ok ? save.value.version : 0)).sort((a, b) => a - b);
    expect(versions).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    for (const store of stores) await store.close();
  });

  it('that only reads says so', async () => {
    const url = await freshUrl();
    await (await open(url)).close();
    const reader = await open(`${url}?options=-c%20default_transaction_read_only%3Don`);
    expect(await reader.projects.save(project)).toMatchObject({ ok: false, fault: { code: 'store.read-only' } });
    await reader.close();
  });

  it('that is not there says so', async () => {
    const opened = await openPostgresStore({ url: 'postgres://nobody@127.0.0.1:1/none', nowMs: () => 0 });
    expect(opened).toMatchObject({ ok: false, fault: { code: 'store.failed' } });
  });
});
