/** A method and a path with places: `GET /api/v1/apps/{id}`. */
export interface Pattern {
  /** What stood in each place, decoded; undefined when the request is another one. */
  match: (method: string, path: string) => Record<string, string> | undefined;
}

/**
 * @param method `*` takes any
 * @param path each `{name}` takes one segment
 */
export function pattern(method: string, path: string): Pattern {
  const wanted = path.split('/').map((text) => ({ text, place: /^\{(\w+)\}$/.exec(text)?.[1] }));
  return {
    match(actualMethod, actualPath) {
      const actual = actualPath.split('/');
      if (method !== '*' && method !== actualMethod) return undefined;
      if (actual.length !== wanted.length) return undefined;
      const params: Record<string, string> = {};
      for (const [i, { text, place }] of wanted.entries()) {
        const segment = actual[i] ?? '';
        if (place === undefined ? segment !== text : segment === '') return undefined;
        if (place !== undefined) params[place] = decode(segment);
      }
      return params;
    },
  };
}

/** @returns the segment decoded, or as it is when it is not properly encoded */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/**
 * @param line such as `GET /api/v1/apps/{id}`
 * @throws Error when it is not a method and a path
 */
export function parsePattern(line: string): Pattern {
  const [method, path, ...rest] = line.split(' ');
  if (!method || !path?.startsWith('/') || rest.length > 0) {
    throw new Error(`"${line}" is not of the form "GET /path"`);
  }
  return pattern(method, path);
}
