/** What every command does alike. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

test('a command whose output nobody reads any more ends as usual', async () => {
  const child = spawn(process.execPath, ['cli/reproduce.mjs', '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const [status, errors] = await Promise.all([
    new Promise((resolve) => child.once('close', resolve)),
    text(child.stderr),
  ]);
  expect(errors).toBe('');
  expect(status).toBe(0);
});
