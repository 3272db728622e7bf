import { describe, expect, it } from '@jest/globals';
import { ManySecrets } from '../../src/runner/many-secrets.ts';
import { maskable, Redactor, spellings } from '../../src/runner/secrets.ts';
import { watched } from '../support/watchdog.ts';

describe('what is masked', () => {
  const pem = [
    '-----BEGIN PRIVATE KEY-----',
    'MIGHAgEAMBMGByqG',
    'short',
    '-----END PRIVATE KEY-----',
  ];

  it.each([
    ['one line as it is', 'a b', ['a b']],
    ['nothing of nothing', '', []],
    [
      'the long lines of a text',
      'long enough\nshort\nlong as well',
      ['long enough', 'long as well'],
    ],
    ['a key without its armour and its short lines', pem.join('\n'), ['MIGHAgEAMBMGByqG']],
    ['a key on one line', pem.join('\\n'), [pem.join('\\n'), 'MIGHAgEAMBMGByqG']],
    ['a key whose line breaks are lost', pem.join(' '), [pem.join(' '), 'MIGHAgEAMBMGByqG']],
    ['nothing of a line that only says what would follow', '-----BEGIN PRIVATE KEY-----', []],
    ['a key whose armour lacks a dash', pem.join('\n').slice(1, -1), ['MIGHAgEAMBMGByqG']],
    ['a key whose armour lacks all', pem.join('\n').replaceAll('-', ''), ['MIGHAgEAMBMGByqG']],
    [
      'a key on one line whose BEGIN line lacks a dash',
      pem.join('\\n').slice(1),
      [pem.join('\\n').slice(1), 'MIGHAgEAMBMGByqG'],
    ],
    [
      'a key on one line without its END line',
      '-----BEGIN PRIVATE KEY MIGHAgEAMBMGByqG -----END PRIVATE KEY-----',
      ['-----BEGIN PRIVATE KEY MIGHAgEAMBMGByqG -----END PRIVATE KEY-----', 'MIGHAgEAMBMGByqG'],
    ],
    ['a secret with a backslash as a whole', 'pa\\nss-word', ['pa\\nss-word']],
  ])('%s', (_, written, masked) => {
    expect(maskable(written)).toEqual(masked);
  });

  it('a secret that contains another is removed as a whole', () => {
    const redactor = new Redactor();
    redactor.add('inner-secret');
    redactor.add('the inner-secret and more');
    expect(redactor.clean('see the inner-secret and more')).toBe('see ***');
  });

  it('short secrets are hidden only as they are written', () => {
    const redactor = new Redactor();
    redactor.add('abc');
    expect(redactor.clean('abc 616263')).toBe('*** 616263');
  });
});

describe('secrets', () => {
  it('are hidden in encoded forms from 8 characters on', () => {
    expect(spellings('1234567')).toEqual(['1234567']);
    expect(spellings('12345678')).toContain('3132333435363738');
    expect(spellings('a"b/c?d~')).toEqual(
      expect.arrayContaining(['a\\"b/c?d~', 'a%22b%2Fc%3Fd~', 'a%22b%2fc%3fd~']),
    );
  });

  it('that contain one another are removed as a whole', () => {
    const redactor = new Redactor();
    redactor.add('inner');
    redactor.add('an inner secret');
    redactor.add('');
    expect(redactor.clean('<an inner secret> <inner>')).toBe('<***> <***>');
  });

  it('of several lines are masked line by line, except BEGIN, END and short lines', () => {
    expect(maskable('one line')).toEqual(['one line']);
    expect(maskable('')).toEqual([]);
    expect(maskable('short')).toEqual(['short']);
    const key = [
      '-----BEGIN KEY-----',
      ' 12345678 ',
      '1234567',
      'x-----END y',
      '-----END KEY-----',
    ];
    const rows = ['12345678', 'x-----END y'];
    for (const lineBreak of ['\n', '\r\n']) expect(maskable(key.join(lineBreak))).toEqual(rows);
    // On one line the runner can mask it as a whole, too.
    const one = key.join('\\n');
    expect(maskable(one)).toEqual([one, ...rows]);
  });

  // What looks again from each dash, or from each word, takes hours for these.
  it.each(['-', 'BEGIN ', 'END A ', '-----BEGIN A', 'BEGIN AAAAAAAAAAAAAAAA ', '-----END '])(
    'of many %j are searched in linear time',
    (unit) => {
      const long = unit.repeat(2 ** 20 / unit.length);
      const [whole] = watched(() => maskable(long));
      // Not shown, because it is long.
      expect(whole === long).toBe(true);
    },
  );

  describe('secrets and trace ids', () => {
    const secret = 'x-DEADbeef-0123456-y';

    it.each([
      ['a piece of its own digits', 'deadbeef'],
      ['with dashes elsewhere', 'EF01-23456'],
      ['a piece of its bytes', Buffer.from('ef-0123').toString('hex')],
    ])('do not show one that is %s', (_, id) => {
      const redactor = new Redactor();
      expect(redactor.clean(`a (traceId ${id})`)).toBe(`a (traceId ${id})`);
      redactor.add('another one');
      expect(redactor.clean(`a (traceId ${id})`)).toBe(`a (traceId ${id})`);
      redactor.add(secret);
      expect(redactor.clean(`a (traceId ${id}) b`)).toBe('a b');
    });

    it('show one that only two secrets make together, and one without a digit', () => {
      const redactor = new Redactor();
      for (const half of ['deadbeef', 'cafebabe', '--------x']) redactor.add(half);
      for (const id of ['beefcafe', 'eefxcafe'.replace('x', '-'), '--------'])
        expect(redactor.clean(`(traceId ${id})`)).toBe(`(traceId ${id})`);
    });

    // The bytes of each secret anew for each id would take minutes.
    it('are checked quickly, however many secrets there are', () => {
      const redactor = new Redactor();
      redactor.useList(new ManySecrets());
      for (let i = 0; i < 60_000; i++) redactor.add(`key ${String(i)}`);
      const ids = Array.from({ length: 800 }, (_, i) => `(traceId ${String(10 ** 15 + i)})`);
      expect(watched(() => redactor.clean(ids.join('\n')))).toBe(ids.join('\n'));
    });
  });
});
