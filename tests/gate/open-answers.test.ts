import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type express from 'express';
import { afterEach, expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { OpenAnswers } from '../../src/gate/open-answers.ts';
import type { SignedIn } from '../../src/gate/signed-in.ts';

const large = Buffer.alloc(64 * 1024 * 1024, 'x');
const somebody = { session: 's' } as SignedIn;
let server: Server;
afterEach(() => void server?.close());

/** A server that answers 64 MB, and somebody who reads none of it until told. */
async function begun(stillGood: () => void) {
  const open = new OpenAnswers(() => ({ stillGood }));
  server = createServer((_req, res) => {
    open.hold(res as unknown as express.Response, somebody);
    res.end(large);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  let received = 0;
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  socket.once('readable', () => socket.pause());
  const read = async () => {
    socket.on('data', (chunk) => {
      received += chunk.length;
    });
    socket.resume();
    await once(socket, 'close');
    return received;
  };
  return { read };
}

it('a download goes on while its session stands', async () => {
  const { read } = await begun(() => undefined);
  await pause(2500);
  expect(await read()).toBeGreaterThan(large.length);
});

it.each(['unauthenticated', 'unavailable'] as const)(
  'a download that is under way is cut within seconds when its session is %s',
  async (code) => {
    let ended = false;
    const { read } = await begun(() => {
      if (ended) throw new AppError(code);
    });
    await pause(300);
    ended = true;
    const cutAt = Date.now();
    await pause(2500);
    // What the kernel had taken already cannot be called back; the rest was never sent.
    expect(await read()).toBeLessThan(large.length / 2);
    expect(Date.now() - cutAt).toBeLessThan(5000);
  },
);
