import { type Command, commandNames, parseCommand } from './commands.ts';
import type { Masks } from './masks.ts';

/** A line of a workflow log, masked. */
export interface LogLine {
  readonly kind: 'text' | 'debug' | 'notice' | 'warning' | 'error' | 'group' | 'endgroup';
  readonly text: string;
}

/** What GitHub shows beside a run, masked. */
export interface Annotation {
  readonly level: 'notice' | 'warning' | 'error';
  readonly message: string;
  /** `title`, `file`, `line` and so on. */
  readonly properties: Readonly<Record<string, string>>;
}

/** Names and values that commands, rather than command files, set. */
export interface Legacy {
  readonly outputs: Record<string, string>;
  readonly state: Record<string, string>;
}

/** Commands that GitHub switched off, since logs could set variables with them. */
const disabled: ReadonlySet<string> = new Set(['set-env', 'add-path']);

/** Reads what a process prints, as the runner does: obeys the commands and shows the rest. */
export class Transcript {
  readonly lines: LogLine[] = [];
  readonly annotations: Annotation[] = [];
  readonly obeyed: Command[] = [];
  readonly legacy: Legacy = { outputs: {}, state: {} };
  readonly #masks: Masks;
  readonly #debug: boolean;
  readonly #onLine: (line: LogLine) => void;
  /** Set while commands are stopped: the one that starts them again. */
  #resume: string | undefined;

  /**
   * @param masks what is hidden; commands add to it
   * @param debug whether the log shows debug messages
   * @param onLine gets each line when it is there
   */
  constructor(masks: Masks, debug: boolean, onLine: (line: LogLine) => void) {
    this.#masks = masks;
    this.#debug = debug;
    this.#onLine = onLine;
  }

  /** @param line from standard output or error: the runner makes no difference */
  read(line: string): void {
    const names = this.#resume === undefined ? commandNames : new Set([this.#resume.toLowerCase()]);
    const command = parseCommand(line, names);
    if (!command) {
      this.#show('text', line);
      return;
    }
    this.obeyed.push(command);
    if (this.#resume !== undefined) this.#resume = undefined;
    else this.#obey(command);
  }

  /** An error of the runner's own, such as a command file that cannot be read. */
  fail(message: string): void {
    this.#annotate('error', message, {});
  }

  /** The log as text, in the form of the log files that GitHub lets one download. */
  get text(): string {
    return this.lines.map(rendered).join('\n');
  }

  #obey({ name, properties, data }: Command): void {
    if (disabled.has(name)) {
      this.fail(`The \`${name}\` command is disabled.`);
      return;
    }
    switch (name) {
      case 'add-mask':
        if (data.trim() === '') this.#annotate('warning', "Can't add secret mask for empty string");
        else this.#masks.add(data);
        break;
      case 'notice':
      case 'warning':
      case 'error':
        this.#annotate(name, data, properties);
        break;
      case 'debug':
        if (this.#debug) this.#show(name, data);
        break;
      case 'group':
      case 'endgroup':
        this.#show(name, data);
        break;
      case 'stop-commands':
        this.#resume = data;
        break;
      case 'set-output':
        this.legacy.outputs[properties.name ?? ''] = data;
        break;
      case 'save-state':
        this.legacy.state[properties.name ?? ''] = data;
        break;
      // echo and the matchers change nothing that is shown here.
    }
  }

  #annotate(
    level: Annotation['level'],
    text: string,
    properties: Annotation['properties'] = {},
  ): void {
    const masked = Object.entries(properties).map(([key, value]) => [
      key,
      this.#masks.apply(value),
    ]);
    this.annotations.push({
      level,
      message: this.#masks.apply(text),
      properties: Object.fromEntries(masked) as Record<string, string>,
    });
    this.#show(level, text);
  }

  #show(kind: LogLine['kind'], text: string): void {
    const line = { kind, text: this.#masks.apply(text) };
    this.lines.push(line);
    this.#onLine(line);
  }
}

/** @returns a line as GitHub's log files have it, such as `##[error]…` */
function rendered({ kind, text }: LogLine): string {
  return kind === 'text' ? text : `##[${kind}]${text}`;
}
