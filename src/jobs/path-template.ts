/** Paths with `{name}` in place of a segment: those of the table of known jobs. */

const placeholder = /\{([^{}]+)\}/gu;

/**
 * @param template as `/api/v1/reloads/{id}`
 * @param path percent-encoded
 * @returns the segments by name, still encoded; undefined when the path is not of this form
 */
export function matchPath(
  template: string,
  path: string,
): Readonly<Record<string, string>> | undefined {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const named: Record<string, string> = {};
  for (const [index, want] of wanted.entries()) {
    const segment = given[index] ?? '';
    const name = /^\{(.+)\}$/u.exec(want)?.[1];
    if (name === undefined ? want !== segment : segment === '') return undefined;
    if (name !== undefined) named[name] = segment;
  }
  return named;
}

/**
 * @param valueOf gives what stands in a place, encoded; undefined leaves the place as it is
 */
export function fillPath(template: string, valueOf: (name: string) => string | undefined): string {
  return template.replace(placeholder, (whole, name: string) => valueOf(name) ?? whole);
}

/** The names in a template. */
export function placesIn(template: string): string[] {
  return [...template.matchAll(placeholder)].map(([, name = '']) => name);
}
