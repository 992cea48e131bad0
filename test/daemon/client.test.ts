import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { DaemonClient } from '../../daemon/client.ts';

it('half a message that was under way keeps no process alive', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'afterburner-client-'));
  const path = join(folder, 'daemon.sock');
  const server = createServer((socket) => socket.write('Content-Length: 100\r\n\r\n{"half":'));
  server.listen(path);
  await once(server, 'listening');
  const socket = connect(path);
  await once(socket, 'connect');
  const timers = vi.spyOn(globalThis, 'setTimeout');
  const client = new DaemonClient(socket);
  await once(socket, 'data');
  expect(timers).not.toHaveBeenCalled();
  timers.mockRestore();
  client.close();
  socket.destroy();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});
