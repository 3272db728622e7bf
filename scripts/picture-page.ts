import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import type { LogLine } from '../sandbox/runner/transcript.ts';

/** The colours of the page, in two themes whose names are those of the files. */
export const looks = {
  light: {
    page: '#ffffff',
    bar: '#f6f8fa',
    line: '#d1d9e0',
    text: '#1f2328',
    dim: '#59636e',
    code: '#eff1f3',
    good: '#1a7f37',
    warning: '#9a6700',
    error: '#cf222e',
  },
  dark: {
    page: '#0d1117',
    bar: '#151b23',
    line: '#3d444d',
    text: '#f0f6fc',
    dim: '#9198a1',
    code: '#262c36',
    good: '#3fb950',
    warning: '#d29922',
    error: '#f85149',
  },
} as const;

export type LookName = keyof typeof looks;

/** A step of a log, expanded. */
export interface ShownStep {
  readonly title: string;
  /** Seconds. */
  readonly took: number;
  /** Masked. */
  readonly lines: readonly LogLine[];
}

const style = `
* { box-sizing: border-box; }
body { margin: 0; padding: 12px; background: var(--page); color: var(--text);
  font: 14px/1.5 -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, 'Liberation Sans', Arial, sans-serif; }
section { border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
section + section { margin-top: 12px; }
header { display: flex; gap: 8px; padding: 8px 14px; background: var(--bar); font-weight: 600; }
header .took { margin-left: auto; color: var(--dim); font-weight: 400; }
header + ol + header { border-top: 1px solid var(--line); }
.tick { color: var(--good); }
code, ol { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace; }
ol { list-style: none; margin: 0; padding: 8px 14px; font-size: 12px; line-height: 20px;
  border-top: 1px solid var(--line); counter-reset: line; }
li { display: flex; gap: 14px; counter-increment: line; overflow-wrap: anywhere; }
li::before { content: counter(line); color: var(--dim); min-width: 14px; text-align: right; }
.debug { color: var(--dim); } .warning { color: var(--warning); } .error { color: var(--error); }
.summary { padding: 14px 16px 2px; }
h3 { margin: 0 0 12px; font-size: 17px; }
p { margin: 0 0 12px; }
blockquote { margin: 0 0 12px; padding: 0 12px; border-left: 4px solid var(--line); }
table { border-collapse: collapse; margin: 0 0 12px; }
th, td { border: 1px solid var(--line); padding: 4px 12px; text-align: left; }
th { font-weight: 600; background: var(--bar); }
code { background: var(--code); border-radius: 6px; padding: 2px 5px; font-size: 85%; }
`;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (char) => entities[char] ?? '');
}

function head(title: string, after = ''): string {
  return `<header><span class="tick">✔</span> ${escaped(title)}${after}</header>`;
}

function shownStep({ title, took, lines }: ShownStep): string {
  const items = lines.map(
    ({ kind, text }) => `<li class="${kind}"><span>${escaped(text)}</span></li>`,
  );
  return `${head(title, `<span class="took">${String(took)}s</span>`)}<ol>${items.join('')}</ol>`;
}

/**
 * @param steps the log, as GitHub shows it
 * @param summary Markdown of a job summary
 * @returns an HTML page; its height in CSS pixels is in the body's `data-height`
 */
export function page(look: LookName, steps: readonly ShownStep[], summary: string): string {
  const colours = Object.entries(looks[look]).map(([name, value]) => `--${name}: ${value};`);
  const rendered = micromark(summary, {
    // Our own template, which lets nothing else through: __tests__/summary/section.test.ts.
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  return `<!doctype html>
<html lang="en" style="color-scheme: ${look}; ${colours.join(' ')}">
<meta charset="utf-8">
<style>${style}</style>
<body>
<section>${steps.map(shownStep).join('')}</section>
<section><header>reload summary</header><div class="summary">${rendered}</div></section>
<script>document.body.dataset.height = Math.ceil(document.body.getBoundingClientRect().height);</script>
</body>
</html>
`;
}
