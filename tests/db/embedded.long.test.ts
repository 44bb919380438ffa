import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask, ended, nothingRuns, processesOf, spawnUser, startUser } from './embedded-process.ts';

const asRoot = process.getuid?.() === 0;
const idOf = (flag: '-u' | '-g', name: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
const keep = 'CREATE TABLE kept AS SELECT 42 AS answer';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seguito-embedded-'));
  chmodSync(folder, 0o755);
});
afterEach(async () => {
  await nothingRuns(folder);
  rmSync(folder, { recursive: true, force: true });
});

describe('kill -9', () => {
  it('a portal that is killed leaves no server behind, and what it wrote is there at the next start', async () => {
    const killed = await startUser(folder);
    await ask(killed.superuserUrl, keep);
    await killed.kill();
    await nothingRuns(folder);
    const next = await startUser(folder);
    expect(await ask(next.superuserUrl, 'SELECT answer FROM kept')).toBe(42);
    await next.leave();
  });

  it('a portal that is killed does not take the server from another one', async () => {
    const killed = await startUser(folder);
    const other = await startUser(folder);
    await killed.kill();
    await pause(6000);
    expect(await ask(other.portalUrl)).toBe(1);
    await other.leave();
    await nothingRuns(folder);
  });

  it('a portal that starts at once after one was killed adopts its server or starts a new one', async () => {
    for (let round = 0; round < 5; round++) {
      const killed = await startUser(folder);
      await killed.kill();
      await pause(round * 100);
      const next = await startUser(folder);
      expect(next.port).toBe(killed.port);
      await pause(5000);
      expect(await ask(next.portalUrl)).toBe(1);
      await next.leave();
      await nothingRuns(folder);
    }
  });

  it.each([300, 600, 900, 1200, 1500, 1800, 2200, 2600, 3200, 4000])(
    'a portal that is killed %i ms into its first start leaves nothing running, and the next one starts',
    async (moment) => {
      const killed = spawnUser(folder);
      await pause(moment);
      killed.kill('SIGKILL');
      await ended(killed);
      await nothingRuns(folder);
      const next = await startUser(folder);
      expect(await ask(next.portalUrl)).toBe(1);
      await next.leave();
    },
  );

  it('a server that is killed comes back at its place with its data, while the portal lives on', async () => {
    const user = await startUser(folder);
    await ask(user.superuserUrl, keep);
    const server = Number.parseInt(readFileSync(join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8'), 10);
    process.kill(server, 'SIGKILL');
    await expect.poll(() => ask(user.portalUrl), { timeout: 5000 }).toBe('away');
    const question = 'SELECT answer FROM kept';
    await expect.poll(() => ask(user.superuserUrl, question), { timeout: 60_000, interval: 500 }).toBe(42);
    await user.leave();
  });

  it('all of them killed at once, the machine starts again as if after a power failure', async () => {
    const user = await startUser(folder);
    await ask(user.superuserUrl, keep);
    for (const pid of processesOf(folder)) process.kill(pid, 'SIGKILL');
    await nothingRuns(folder);
    const next = await startUser(folder);
    expect(await ask(next.superuserUrl, 'SELECT answer FROM kept')).toBe(42);
    await next.leave();
  });
});

describe('process ids that are used again', () => {
  it('another process with the id of the dead server is left alone, and the server starts', async () => {
    const user = await startUser(folder);
    const pidFile = join(folder, 'postgres', 'data', 'postmaster.pid');
    const left = readFileSync(pidFile, 'utf8');
    await user.leave();
    const data = statSync(join(folder, 'postgres', 'data'));
    const stranger = spawn('sleep', ['120'], { uid: data.uid, gid: data.gid });
    writeFileSync(pidFile, left.replace(/^\d+/, String(stranger.pid)), { mode: 0o600 });
    chownSync(pidFile, data.uid, data.gid);
    const next = await startUser(folder);
    expect(await ask(next.portalUrl)).toBe(1);
    await next.leave();
    expect(stranger.exitCode).toBeNull();
    expect(stranger.signalCode).toBeNull();
    stranger.kill();
    await ended(stranger);
  });

  it('another process with the id of a dead user does not keep the server alive', async () => {
    const user = await startUser(folder);
    writeFileSync(join(folder, 'postgres.users', `${process.pid}-left`), `${process.pid} 1`);
    await user.leave();
    expect(await ask(user.portalUrl)).toBe('away');
  });
});

describe('first starts at the same moment', () => {
  it.each([1, 2, 3])('round %i: four portals share one server', async () => {
    const users = await Promise.all(Array.from({ length: 4 }, () => startUser(folder)));
    expect(new Set(users.map(({ port }) => port)).size).toBe(1);
    expect(await Promise.all(users.map(({ portalUrl }) => ask(portalUrl)))).toEqual([1, 1, 1, 1]);
    await Promise.all(users.map((user) => user.leave()));
    expect(await ask(users[0]?.portalUrl ?? '')).toBe('away');
  });
});

describe.runIf(asRoot)('accounts', () => {
  it('root with a closed home: programs and data live in a folder of the server’s account, the home has a pointer', async () => {
    chmodSync(folder, 0o700);
    const home = join(folder, 'project', '.data');
    const user = await startUser(home);
    const place = readFileSync(join(home, 'postgres.location'), 'utf8').trim();
    expect(place).toMatch(/^\/var\/lib\/seguito-/);
    const { mode, uid } = statSync(place);
    expect([mode & 0o777, uid]).toEqual([0o700, idOf('-u', 'nobody')]);
    expect(existsSync(join(home, 'postgres'))).toBe(false);
    await ask(user.superuserUrl, keep);
    await user.leave();
    const next = await startUser(home);
    expect(await ask(next.superuserUrl, 'SELECT answer FROM kept')).toBe(42);
    await next.leave();
    rmSync(home, { recursive: true });
    const anew = await startUser(home);
    expect(await ask(anew.superuserUrl, 'SELECT answer FROM kept')).toBe('refused 42P01');
    const second = readFileSync(join(home, 'postgres.location'), 'utf8').trim();
    await anew.leave();
    expect(second).not.toBe(place);
    for (const made of [place, second]) rmSync(made, { recursive: true, force: true });
  });

  it('a normal user in a closed home runs it under its own account, and nothing is left when it is killed', async () => {
    const account = { uid: idOf('-u', 'daemon'), gid: idOf('-g', 'daemon') };
    const home = join(folder, 'home');
    mkdirSync(home, { mode: 0o700 });
    chownSync(home, account.uid, account.gid);
    const as = { ...account, env: { PATH: process.env.PATH, HOME: home, TMPDIR: home } };
    const user = await startUser(join(home, '.data'), as);
    expect(statSync(join(home, '.data', 'postgres', 'data')).uid).toBe(account.uid);
    await ask(user.superuserUrl, keep);
    await user.leave();
    const killed = await startUser(join(home, '.data'), as);
    expect(await ask(killed.superuserUrl, 'SELECT answer FROM kept')).toBe(42);
    await killed.kill();
    await nothingRuns(folder);
  });
});
