/** A workflow command that the runner obeyed. */
export interface Command {
  /** In lower case. */
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/**
 * Names that the runner knows. Only these are commands: `::nonsense::` is text.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export const commandNames: ReadonlySet<string> = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
]);

/** Replacements in the order in which they are undone. */
const escapes = {
  v2data: [
    ['%0D', '\r'],
    ['%0A', '\n'],
    ['%25', '%'],
  ],
  v2property: [
    ['%0D', '\r'],
    ['%0A', '\n'],
    ['%3A', ':'],
    ['%2C', ','],
    ['%25', '%'],
  ],
  v1: [
    ['%3B', ';'],
    ['%0D', '\r'],
    ['%0A', '\n'],
    ['%5D', ']'],
    ['%25', '%'],
  ],
} as const;

/**
 * Reads a line of an action's output as a workflow command: `::name key=value,key=value::data` at
 * the start of the line (white space may go before it), or the older `##[name key=value;…]data`
 * anywhere in it.
 *
 * @param line without its line break
 * @param names what counts as a command, in lower case
 * @returns undefined when the line is text
 */
export function parseCommand(line: string, names: ReadonlySet<string>): Command | undefined {
  return parseV2(line, names) ?? parseV1(line, names);
}

function parseV2(line: string, names: ReadonlySet<string>): Command | undefined {
  const match = /^\s*::(.*?)::(.*)$/s.exec(line);
  if (!match) return undefined;
  const [, head = '', data = ''] = match;
  const { name, properties } = parseHead(head, ',', (value) => unescape(value, 'v2property'));
  return names.has(name) ? { name, properties, data: unescape(data, 'v2data') } : undefined;
}

function parseV1(line: string, names: ReadonlySet<string>): Command | undefined {
  const match = /##\[(.*?)\](.*)$/s.exec(line);
  if (!match) return undefined;
  const [, head = '', data = ''] = match;
  const { name, properties } = parseHead(head, ';', (value) => unescape(value, 'v1'));
  return names.has(name) ? { name, properties, data: unescape(data, 'v1') } : undefined;
}

function parseHead(
  head: string,
  separator: string,
  decode: (value: string) => string,
): Pick<Command, 'name' | 'properties'> {
  const [, name = '', rest = ''] = /^(\S*)(?: (.*))?$/s.exec(head) ?? [];
  const pairs = rest
    .trim()
    .split(separator)
    .filter((pair) => pair.includes('='))
    .map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), decode(pair.slice(at + 1))] as const;
    });
  return { name: name.toLowerCase(), properties: Object.fromEntries(pairs) };
}

function unescape(text: string, kind: keyof typeof escapes): string {
  return escapes[kind].reduce((rest, [from, to]) => rest.replaceAll(from, to), text);
}
