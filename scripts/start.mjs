/** `npm start`: installs what is missing, builds, serves the app on localhost, prints its address and opens it. */
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.mjs';
import { checkNode, installPackages, SetupError } from './install.mjs';

/** Always the same where it is free: the browser keeps runs per address, port included. */
const DEFAULT_PORT = 4173;

const HELP = `Starts the app on this computer.

  npm start -- [options]

  --port N     serve on this port (default: ${DEFAULT_PORT}, or the next free one)
  --no-open    only print the address, open no browser
  --help       show this`;

async function main() {
  const options = read();
  if (options.help) {
    console.log(HELP);
    return;
  }
  checkNode();
  installPackages();
  ensureBuilt(console.log);
  const { serve } = await import('./serve.mjs');
  const { url, close } = await serve({
    open: options.open && hasDisplay(),
    port: options.port ?? DEFAULT_PORT,
    strict: options.port !== undefined,
  });
  console.log(`\n  Espalier is running at ${url}`);
  if (options.port === undefined && Number(new URL(url).port) !== DEFAULT_PORT) {
    console.log(
      `  Port ${DEFAULT_PORT} is taken. A browser keeps runs per address, so those made there are not shown here.`,
    );
  }
  console.log('  Press Ctrl-C to stop.\n');
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => void close().finally(() => process.exit(0)));
  }
}

function read() {
  try {
    const { values } = parseArgs({
      options: { port: { type: 'string' }, 'no-open': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
      throw new SetupError(`--port must be a whole number from 1 to 65535; got "${values.port}".`);
    }
    return { port, open: !values['no-open'], help: values.help ?? false };
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw new SetupError(`${/** @type {Error} */ (error).message}\n\n${HELP}`);
  }
}

/** Whether a browser window could appear. */
function hasDisplay() {
  if (process.env.CI) return false;
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

main().catch((error) => {
  console.error(error instanceof SetupError ? error.message : error);
  process.exitCode = 1;
});
