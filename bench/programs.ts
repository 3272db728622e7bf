import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The servers of one bench, and a folder for its files; `close` removes them all. */
export interface Stage {
  readonly folder: string;
  /** Where the tenant answers, by the name of the way to it. */
  readonly origins: { readonly http: string; readonly https: string; readonly far: string };
  close(): void;
}

/** The round-trip time that the relay simulates, in milliseconds. */
const roundTrip = 40;

/** Starts the tenant, and the relay in front of it, each as a program of its own. */
export async function setStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const tenant = await program('tenant.ts', [folder]);
  const ports = JSON.parse(tenant.line) as { http: number; https: number };
  const relay = await program('relay.ts', [String(ports.https), String(roundTrip)]);
  return {
    folder,
    origins: {
      http: `http://127.0.0.1:${String(ports.http)}`,
      https: `https://127.0.0.1:${String(ports.https)}`,
      far: `https://127.0.0.1:${relay.line}`,
    },
    close() {
      for (const { child } of [tenant, relay]) child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts a program of the bench, and reads the first line that it prints. */
async function program(
  file: string,
  args: readonly string[],
): Promise<{ child: ChildProcess; line: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', (text: string) => {
      resolve(text.trim());
    });
    child.once('exit', () => {
      reject(new Error(`${file} ended`));
    });
  });
  return { child, line };
}
