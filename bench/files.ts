import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { action, variablesFor } from './action.ts';
import { available, type Contender, inTurn, type Run } from './measure.ts';
import { setStage, type Stage } from './programs.ts';
import { median, print, printTargets, rowsOf, type Target } from './report.ts';

const contenders = join(import.meta.dirname, 'contenders');
const mebibyte = 1024 * 1024;
const size = 500 * mebibyte;
const jsonSize = 100 * mebibyte;

/** How the bench's tenant makes lists, and how many milliseconds a page takes. */
const pages = { count: 1000, items: 100, wait: 20 };

const small = 'a small call';

/** The contenders for one task, and its targets. */
interface Work {
  readonly title: string;
  /** The one that is compared with comes first. */
  readonly contenders: readonly Contender[];
  /** What takes minutes is run once. */
  readonly once?: readonly Contender[];
  readonly targets: (runs: Runs) => Target[];
}

type Runs = ReadonlyMap<string, readonly Run[]>;

/** Files and lists of any size, on loopback, each compared with the usual tools. */
export async function benchFiles(rounds = 5): Promise<void> {
  const stage = await setStage();
  try {
    const file = join(stage.folder, 'file');
    closeSync(openSync(file, 'w'));
    truncateSync(file, size);
    makeJson(join(stage.folder, 'json'));
    for (const way of ['http', 'https'] as const) {
      const origin = stage.origins[way];
      for (const work of await transfers(stage, origin, way)) await measure(work, rounds);
      await measure(await json(stage, origin, way), rounds);
    }
    await measure(await list(stage, stage.origins.https), rounds);
  } finally {
    stage.close();
  }
}

async function measure({ title, contenders, once, targets }: Work, rounds: number): Promise<void> {
  const runs = await inTurn(contenders, rounds, 'all');
  for (const contender of once ?? [])
    for (const [name, list] of await inTurn([contender], 1, 'all')) runs.set(name, list);
  print(title, rowsOf(runs, contenders[0]?.name ?? ''), rounds);
  printTargets(targets(runs));
}

/** A step, checked to have done its work. */
async function step(
  stage: Stage,
  origin: string,
  name: string,
  inputs: Readonly<Record<string, string>>,
  check?: () => void,
): Promise<Contender> {
  const contender = await action(stage, origin, name, inputs);
  return check === undefined ? contender : { ...contender, check };
}

async function smallCall(stage: Stage, origin: string): Promise<Contender> {
  return step(stage, origin, small, { path: '/api/v1/users/me' });
}

/** curl, if it is installed. */
function curl(
  stage: Stage,
  origin: string,
  name: string,
  args: readonly string[],
  check: () => void,
): Contender[] {
  if (!available('curl')) {
    console.log(`curl is missing here: ${name} is not measured`);
    return [];
  }
  const common = ['--silent', '--show-error', '--fail', '--header', 'Authorization: Bearer bench'];
  const env = variablesFor(stage, origin);
  return [{ name, command: 'curl', args: [...common, ...args], env, check }];
}

async function transfers(stage: Stage, origin: string, way: string): Promise<Work[]> {
  const file = join(stage.folder, 'file');
  const out = join(stage.folder, 'out');
  const answer = join(stage.folder, 'answer');
  const arrived = (): void => {
    const got = statSync(out).size;
    rmSync(out);
    if (got !== size) throw new Error(`${String(got)} bytes instead of ${String(size)}`);
  };
  const sent = (where: string, most: number) => (): void => {
    const sizes = [...readFileSync(where, 'utf8').matchAll(/"bytes":(\d+)/gu)];
    const bytes = Number(sizes.at(-1)?.[1]);
    if (!(bytes >= size && bytes <= most)) throw new Error(`${String(bytes)} bytes arrived`);
  };
  const exactly = (where: string) => sent(where, size);
  const roughly = (where: string) => sent(where, size + 10_000);
  const output = join(stage.folder, 'output');
  const path = `/api/v1/file?size=${String(size)}`;
  const sink = { path: '/api/v1/sink', method: 'POST' };
  const little = await smallCall(stage, origin);
  const bodyFile = { ...sink, 'body-file': file };
  const form = { ...sink, 'form-files': `file=${file}` };
  const post = [`${origin}/api/v1/sink`, '--output', answer];
  return [
    {
      title: `500 MiB response to a file, ${way}`,
      contenders: [
        ...curl(stage, origin, 'curl -o', [origin + path, '--output', out], arrived),
        await step(stage, origin, 'response-file', { path, 'response-file': out }, arrived),
        little,
      ],
      targets: (runs) => [
        inTime('response-file', 'curl -o', 1.5, runs),
        inMemory('response-file', 40, runs),
      ],
    },
    {
      title: `500 MiB upload, ${way}`,
      contenders: [
        ...curl(
          stage,
          origin,
          'curl -T',
          ['--request', 'POST', '--upload-file', file, ...post],
          exactly(answer),
        ),
        await step(stage, origin, 'body-file', bodyFile, exactly(output)),
        await step(stage, origin, 'form-files', form, roughly(output)),
        ...curl(stage, origin, 'curl -F', ['--form', `file=@${file}`, ...post], roughly(answer)),
        little,
      ],
      targets: (runs) => [
        inTime('body-file', 'curl -T', 2.5, runs),
        inMemory('body-file', 80, runs),
        inTime('form-files', 'body-file', 1.2, runs),
        inMemory('form-files', 80, runs),
      ],
    },
  ];
}

async function json(stage: Stage, origin: string, way: string): Promise<Work> {
  const file = join(stage.folder, 'json');
  const env = variablesFor(stage, origin);
  const script =
    'process.stdout.write(String(JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).data.length))';
  const bare = 'JSON.parse';
  const out = join(stage.folder, 'workspace', 'answer.json');
  mkdirSync(join(stage.folder, 'workspace'), { recursive: true });
  const inputs = { path: '/api/v1/json', select: 'length(data)', 'response-file': out };
  const { length } = (JSON.parse(readFileSync(file, 'utf8')) as { data: unknown[] }).data;
  const selected = (): void => {
    const outputs = readFileSync(join(stage.folder, 'output'), 'utf8');
    const [, result] = [...outputs.matchAll(/^result<<.*\n(.*)$/gmu)].at(-1) ?? [];
    if (result !== String(length)) throw new Error(`${String(result)} items selected`);
    // Else the disk would be busy with what earlier rounds have left.
    rmSync(out);
  };
  const shell = (name: string, text: string): Contender[] =>
    available('curl') && available('jq')
      ? [{ name, command: 'bash', args: ['-c', text], env }]
      : [];
  if (!available('jq')) console.log('jq is missing here: curl | jq is not measured');
  return {
    title: `100 MiB of JSON, select: length(data), ${way}`,
    contenders: [
      { name: bare, command: process.execPath, args: ['-e', script, file], env },
      await step(stage, origin, 'select', inputs, selected),
      ...shell(
        'curl and jq',
        'curl --silent --show-error --fail "$TENANT/api/v1/json" | jq ".data | length"',
      ),
    ],
    targets: (runs) => [inTime('select', bare, 1.3, runs)],
  };
}

async function list(stage: Stage, origin: string): Promise<Work> {
  const out = join(stage.folder, 'workspace', 'list.json');
  mkdirSync(join(stage.folder, 'workspace'), { recursive: true });
  const check = (): void => {
    const text = readFileSync(out, 'utf8');
    const last = `"id":"${String(pages.count)}-${String(pages.items - 1)}"`;
    if (!text.startsWith('{"data":[') || !text.includes(last) || !text.endsWith(']}'))
      throw new Error('the list is not whole');
  };
  const inputs = { path: '/api/v1/list', paginate: 'true', 'response-file': out };
  const loop = available('curl') && available('jq');
  if (!loop) console.log('curl or jq is missing here: the loop over the pages is not measured');
  const env = variablesFor(stage, origin);
  return {
    title: `${String(pages.count)} pages of ${String(pages.items)}, ${String(pages.wait)} ms a page, https`,
    contenders: [
      await smallCall(stage, origin),
      await step(stage, origin, 'paginate', inputs, check),
    ],
    ...(loop && {
      once: [
        { name: 'curl loop (once)', command: 'bash', args: [join(contenders, 'pages.sh')], env },
      ],
    }),
    targets: (runs) => {
      const floor = pages.count * pages.wait + timeOf(small, runs);
      const value = timeOf('paginate', runs) / floor;
      const what = `paginate: time against ${String(Math.round(floor))} ms (pages and start-up)`;
      return [{ what, value, most: 1.1, unit: '' }, inMemory('paginate', 40, runs)];
    },
  };
}

function timeOf(name: string, runs: Runs): number {
  return median((runs.get(name) ?? []).map(({ time }) => time));
}

/** Ratios within each round, because a disturbance of the machine affects both. */
function inTime(name: string, against: string, most: number, runs: Runs): Target {
  const base = runs.get(against);
  const value = median(
    (runs.get(name) ?? []).map(({ time }, round) => time / (base?.[round]?.time ?? Number.NaN)),
  );
  return { what: `${name}: time against ${against}`, value, most, unit: '' };
}

/** Peak memory above a small call's, in MiB. */
function inMemory(name: string, most: number, runs: Runs): Target {
  const peak = (of: string) => median((runs.get(of) ?? []).map(({ memory }) => memory));
  const what = `${name}: peak memory above ${small}'s`;
  return { what, value: peak(name) - peak(small), most, unit: 'MiB' };
}

/** A list of records like Qlik's, a little over 100 MiB. */
function makeJson(file: string): void {
  const handle = openSync(file, 'w');
  const item = (i: number): string =>
    JSON.stringify({
      id: `605a18af2ab08cdd${String(i).padStart(8, '0')}`,
      name: `Sales ${String(i)}`,
      resourceType: 'app',
      ownerId: 'FHWhyLHTLmSVpoRV-7Zz8P3nMcJhGhjk',
      createdAt: '2026-01-02T03:04:05.678Z',
      size: i * 1024,
      isFavorited: i % 2 === 0,
      meta: { tags: [], collections: ['a', 'b'] },
    });
  let written = writeSync(handle, '{"data":[');
  for (let i = 0; written < jsonSize;) {
    const items = Array.from({ length: 1000 }, () => item(i++)).join(',');
    written += writeSync(handle, `${i > 1000 ? ',' : ''}${items}`);
  }
  writeSync(handle, ']}');
  closeSync(handle);
}
