// One `shanling serve --demo` on its own SQLite file, with a clock that the journey sets.
import { spawn, execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { promisify } from 'node:util';

const shanling = path.resolve(process.env.SHANLING_BIN ?? path.join(import.meta.dirname, '../../target/debug/shanling'));
const run = promisify(execFile);

/** Sunday morning in China, the day the demo data of every journey is dated from. */
export const TODAY = '2026-11-22';
export const NOW = '2026-11-22T10:00:00+08:00';

export class Server {
  #child;
  #home;
  #log = [];

  /** Loads the demo data and serves it; resolves once it listens. */
  static async start({ today = TODAY, clock = NOW } = {}) {
    const server = new Server();
    server.#home = fs.mkdtempSync(path.join(os.tmpdir(), 'shanling-e2e-'));
    server.database = `sqlite:${path.join(server.#home, 'journey.db')}`;
    server.clockFile = path.join(server.#home, 'clock');
    server.setClock(clock);
    await server.cli('demo', 'load', '--today', today);
    await server.#serve();
    return server;
  }

  async #serve(listen = '127.0.0.1:0') {
    const child = spawn(
      shanling,
      ['--database', this.database, 'serve', '--demo', '--listen', listen, '--clock-file', this.clockFile],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.#child = child;
    readline.createInterface({ input: child.stderr }).on('line', (line) => this.#log.push(line));
    const lines = readline.createInterface({ input: child.stdout });
    this.url = await new Promise((resolve, reject) => {
      lines.on('line', (line) => {
        this.#log.push(line);
        const found = /listening on (http:\/\/\S+?)\/?$/.exec(line);
        if (found) resolve(found[1]);
      });
      child.on('error', reject);
      child.on('exit', (code, signal) => reject(new Error(`the server ended (${code ?? signal}):\n${this.#log.join('\n')}`)));
    });
    // The doors open before the sequencer has read the log; until then the ledger answers 503.
    while ((await fetch(`${this.url}/api/v1/ledger`)).status === 503) await new Promise((again) => setTimeout(again, 50));
  }

  /** The server's clock stands at this instant (RFC 3339) until it is set again. */
  setClock(instant) {
    // Renamed into place: the server never reads half an instant.
    fs.writeFileSync(`${this.clockFile}.new`, instant);
    fs.renameSync(`${this.clockFile}.new`, this.clockFile);
  }

  /**
   * Another process on the same database; yields what it prints. When it fails, throws an error with `code`, `stdout`
   * and `stderr`.
   */
  async cli(...args) {
    return this.cliWith({}, ...args);
  }

  /** The same, with something on its standard input or in its environment. */
  async cliWith({ input = '', env = {} }, ...args) {
    const running = run(shanling, ['--database', this.database, ...args], {
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, SHANLING_CLOCK_FILE: this.clockFile, ...env },
    });
    running.child.stdin.on('error', () => {}); // it may end without having read
    running.child.stdin.end(input);
    return (await running).stdout;
  }

  /** Everything it has said. */
  log() {
    return [...this.#log];
  }

  /** Lines that no journey may cause. */
  panics() {
    return this.#log.filter((line) => /panicked at/.test(line));
  }

  /** As in a power cut. */
  async kill() {
    await this.#end('SIGKILL');
  }

  /** Starts again where it was, after `kill`. */
  async restart() {
    await this.#serve(new URL(this.url).host);
  }

  /** Ends it and removes its files. */
  async stop() {
    await this.#end('SIGTERM');
    fs.rmSync(this.#home, { recursive: true, force: true });
  }

  async #end(signal) {
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(hard);
  }
}
