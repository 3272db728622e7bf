import { styleText } from 'node:util';
import type { LogLine } from '../runner/transcript.ts';
import type { JournalEntry } from '../tenant/journal.ts';

type Style = Parameters<typeof styleText>[0];

/** How GitHub's page shows each kind of line. */
const kinds: Record<LogLine['kind'], { label: string; style: Style }> = {
  text: { label: '', style: 'reset' },
  debug: { label: 'Debug: ', style: 'dim' },
  notice: { label: 'Notice: ', style: 'cyan' },
  warning: { label: 'Warning: ', style: 'yellow' },
  error: { label: 'Error: ', style: 'red' },
  group: { label: '▼ ', style: 'bold' },
  endgroup: { label: '', style: 'dim' },
};

/** Longest value that is shown whole. */
const longest = 300;

/** styleText looks by itself whether the output is a terminal that has colours and wants them. */
function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

export function heading(text: string): void {
  console.log(`\n${paint('bold', text)}`);
}

export function detail(text: string): void {
  console.log(paint('dim', indented(text)));
}

export function verdict(good: boolean, text: string): void {
  console.log(`\n${paint(good ? 'green' : 'red', `${good ? '✔' : '✘'} ${text}`)}`);
}

/** @param line masked */
export function logLine({ kind, text }: LogLine): void {
  const { label, style } = kinds[kind];
  console.log(paint(style, indented(label + text)));
}

/** @param values masked */
export function table(values: Readonly<Record<string, string>>): void {
  const width = Math.max(...Object.keys(values).map((name) => name.length));
  for (const [name, value] of Object.entries(values)) {
    const line = value.replace(/\s*[\r\n]+\s*/g, ' ');
    const shown = line.length > longest ? `${line.slice(0, longest)}…` : line;
    console.log(`  ${paint('cyan', name.padEnd(width))}  ${shown}`);
  }
}

/** Without queries: those are the user's own data. */
export function requests(journal: readonly JournalEntry[]): void {
  for (const [i, { method, path, status, connection }] of journal.entries()) {
    const number = String(i + 1).padStart(3);
    const answer = status === undefined ? 'no answer' : String(status);
    const how = paint('dim', `(connection ${String(connection)})`);
    console.log(`${number}. ${method.padEnd(6)} ${path} → ${answer} ${how}`);
  }
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}
