import ts from 'typescript';

/** What is known about a text. */
export interface Known {
  readonly hints?: readonly string[];
  readonly topic?: string | undefined;
}

/** One text, as it is written somewhere in src. */
export interface Text {
  readonly text: string;
  readonly known: Known;
  readonly file: string;
}

/** The possible values of a part of a text, and the literals that give them. */
interface Words {
  readonly text: string;
  readonly from: ReadonlySet<ts.Node>;
}

/** The arguments of one call: an expression for each parameter, and where to evaluate it. */
type Bound = ReadonlyMap<
  ts.Symbol,
  { readonly node: ts.Node | undefined; readonly env: Bound | undefined }
>;

/** A part that varies. */
const open: Words = { text: '…', from: new Set() };

/** If a text has more forms than this, its most variable part is listed separately. */
const maxForms = 12;
const maxDepth = 5;

/** Thrown if a text depends on the arguments of a function. */
class Needs extends Error {
  readonly owner: ts.SignatureDeclaration;
  constructor(owner: ts.SignatureDeclaration) {
    super('needs what its function is called with');
    this.owner = owner;
  }
}

/** Files whose texts never appear in an error or a warning. */
const otherWords = /\/src\/(?:absent|version)\.ts$/u;

/** Files whose other texts are names from Qlik or HTTP. */
const namesOnly = /\/src\/(?:summary\/|http\/multipart\.ts$|jobs\/known\.ts$)/u;

/** Calls whose text is not an error or a warning, or is not ours. */
const otherCalls =
  /^(?:info|debug|group|mask|output|saveState|state|includes|replace|replaceAll)$/u;

/** The methods that take a text for the user, and which of their arguments it is. */
const tellers: Readonly<Record<string, { text: number; topic?: number; name?: number }>> = {
  warning: { text: 0 },
  refuse: { name: 0, text: 1, topic: 2 },
  refuseEmpty: { name: 0, text: 1, topic: 2 },
};

/** @returns every text of an error, a hint or a warning in a program, as it is written */
export function readTexts(program: ts.Program): readonly Text[] {
  return new Texts(program).all();
}

class Texts {
  readonly #checker: ts.TypeChecker;
  readonly #files: readonly ts.SourceFile[];
  readonly #calls = new Map<ts.Node, ts.CallExpression[]>();
  readonly #used = new Set<ts.Node>();
  readonly #titles = new Set<string>();
  readonly #found: Text[] = [];

  constructor(program: ts.Program) {
    this.#checker = program.getTypeChecker();
    this.#files = program
      .getSourceFiles()
      .filter(
        ({ fileName }) =>
          /\/src\/[^]*\.ts$/u.test(fileName) && !fileName.includes('/node_modules/'),
      );
  }

  all(): readonly Text[] {
    for (const file of this.#files)
      each(file, (node) => {
        this.#note(node);
      });
    for (const file of this.#shown)
      each(file, (node) => {
        this.#take(node);
      });
    for (const file of this.#shown) if (!namesOnly.test(file.fileName)) this.#sweep(file);
    return this.#found;
  }

  get #shown(): readonly ts.SourceFile[] {
    return this.#files.filter(({ fileName }) => !otherWords.test(fileName));
  }

  /** Who calls what; and the titles, which are no texts. */
  #note(node: ts.Node): void {
    if (ts.isCallExpression(node)) {
      const owner = this.#functionOf(node.expression);
      if (owner !== undefined) this.#calls.set(owner, [...(this.#calls.get(owner) ?? []), node]);
    }
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal))
      this.#titles.add(node.literal.text);
  }

  /** The places that make an error, a hint or a warning. */
  #take(node: ts.Node): void {
    if (ts.isNewExpression(node) && node.expression.getText().endsWith('Failure')) {
      const [text, options] = node.arguments ?? [];
      if (text !== undefined) this.#tell(node, [text], options);
    } else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const takes = Object.hasOwn(tellers, node.expression.name.text)
        ? tellers[node.expression.name.text]
        : undefined;
      // What the collector of bad inputs passes to itself is listed at its callers.
      if (takes === undefined || node.expression.expression.kind === ts.SyntaxKind.ThisKeyword)
        return;
      const at = (i: number | undefined): ts.Expression | undefined =>
        i === undefined ? undefined : node.arguments[i];
      const [name, text] = [at(takes.name), at(takes.text)];
      if (text !== undefined)
        this.#tell(node, name === undefined ? [text] : [name, text], at(takes.topic));
    } else if (ts.isPropertyAssignment(node) && /^(?:hint|says)$/u.test(node.name.getText())) {
      this.#tell(node, [node.initializer], node.parent);
    }
  }

  /** All forms of one text, for every call of the functions that it is made in. */
  #tell(at: ts.Node, parts: readonly ts.Expression[], more: ts.Expression | undefined): void {
    const isHint = ts.isPropertyAssignment(at) && at.name.getText() === 'hint';
    this.#expand(new Map(), 0, (env) => {
      const [first, second] = parts.map((part) => this.#read(part, env, 0));
      if (first === undefined || second?.every(({ text }) => text === open.text) === true) return;
      const forms = second === undefined ? first : this.#product([quotedName(first), second]);
      const topic = more === undefined ? undefined : this.#option(more, 'topic', env);
      const hints = more === undefined || isHint ? [] : this.#options(more, 'hint', env);
      const told = hints.map(({ text }) => tidy(text)).filter(isWorded);
      this.#add(at, forms, { hints: told, topic });
    });
  }

  #add(at: ts.Node, forms: readonly Words[], known: Known): void {
    for (const { text, from } of forms) {
      const whole = tidy(text);
      if (!/\p{L}{2}/u.test(whole)) continue;
      for (const node of from) this.#used.add(node);
      this.#found.push({ text: whole, known, file: at.getSourceFile().fileName });
    }
  }

  /** Does something once for each way in which the functions around it are called. */
  #expand(env: Bound, depth: number, work: (env: Bound) => void): void {
    try {
      work(env);
    } catch (needs) {
      if (!(needs instanceof Needs)) throw needs;
      const { owner } = needs;
      const calls = depth < maxDepth ? (this.#calls.get(owner) ?? []) : [];
      if (calls.length === 0) this.#expand(this.#bind(owner, undefined, env), depth, work);
      for (const call of calls) this.#expand(this.#bind(owner, call, env), depth + 1, work);
    }
  }

  #bind(
    owner: ts.SignatureDeclaration,
    call: ts.CallExpression | undefined,
    env: Bound,
    outer?: Bound,
  ): Bound {
    const bound = new Map(env);
    for (const [i, parameter] of owner.parameters.entries()) {
      const symbol = ts.isIdentifier(parameter.name)
        ? this.#checker.getSymbolAtLocation(parameter.name)
        : undefined;
      if (symbol === undefined) continue;
      const node = call?.arguments[i] ?? (call === undefined ? undefined : parameter.initializer);
      bound.set(symbol, { node, env: outer });
    }
    return bound;
  }

  #product(parts: readonly (readonly Words[])[]): readonly Words[] {
    const held = [...parts];
    const count = (): number => held.reduce((all, { length }) => all * length, 1);
    while (count() > maxForms) {
      const most = held.reduce(
        (best, forms, i) => (forms.length > (held[best]?.length ?? 0) ? i : best),
        0,
      );
      held[most] = [open];
    }
    return held.reduce<readonly Words[]>(
      (all, forms) =>
        all.flatMap((a) =>
          forms.map((b) => ({ text: a.text + b.text, from: new Set([...a.from, ...b.from]) })),
        ),
      [{ text: '', from: new Set() }],
    );
  }

  /** @returns what an expression may say */
  #read(node: ts.Node, env: Bound, depth: number): readonly Words[] {
    if (depth > 12) return [open];
    const read = (one: ts.Node): readonly Words[] => this.#read(one, env, depth + 1);
    if (ts.isStringLiteralLike(node)) return [{ text: node.text, from: new Set([node]) }];
    if (ts.isTemplateExpression(node)) {
      const parts = node.templateSpans.flatMap((span) => [
        read(span.expression),
        [{ text: span.literal.text, from: new Set([span.literal]) }],
      ]);
      return this.#product([[{ text: node.head.text, from: new Set([node.head]) }], ...parts]);
    }
    if (ts.isBinaryExpression(node)) {
      const kind = node.operatorToken.kind;
      if (kind === ts.SyntaxKind.PlusToken)
        return this.#product([read(node.left), read(node.right)]);
      if (kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken)
        return unique([...read(node.left), ...read(node.right)]);
      return [open];
    }
    if (ts.isConditionalExpression(node))
      return unique([...read(node.whenTrue), ...read(node.whenFalse)]);
    if (
      ts.isParenthesizedExpression(node) ||
      ts.isAsExpression(node) ||
      ts.isNonNullExpression(node) ||
      ts.isAwaitExpression(node)
    )
      return read(node.expression);
    if (ts.isIdentifier(node)) return this.#readName(node, env, depth);
    if (ts.isPropertyAccessExpression(node)) {
      const held = this.#objectOf(node.expression, env);
      const value = held === undefined ? undefined : this.#member(held, node.name.text, env);
      return value === undefined ? [open] : read(value);
    }
    if (ts.isCallExpression(node)) return this.#readCall(node, env, depth);
    return [open];
  }

  #readName(node: ts.Identifier, env: Bound, depth: number): readonly Words[] {
    if (node.text === 'undefined') return [];
    const symbol = this.#symbolOf(node);
    const bound = symbol === undefined ? undefined : env.get(symbol);
    if (bound !== undefined)
      return bound.node === undefined
        ? [open]
        : this.#read(bound.node, bound.env ?? env, depth + 1);
    const declared = symbol?.valueDeclaration;
    if (declared === undefined) return [open];
    if (ts.isParameter(declared) && this.#isText(declared)) throw new Needs(declared.parent);
    if (
      ts.isVariableDeclaration(declared) &&
      isConst(declared) &&
      declared.initializer !== undefined &&
      ts.isIdentifier(declared.name)
    )
      return this.#read(declared.initializer, env, depth + 1);
    return [open];
  }

  /** Whether a parameter can hold words: what else a function gets differs from case to case. */
  #isText(declared: ts.ParameterDeclaration): boolean {
    const type = this.#checker.getTypeAtLocation(declared);
    const parts = type.isUnion() ? type.types : [type];
    return (
      ts.isIdentifier(declared.name) &&
      parts.some(({ flags }) => (flags & ts.TypeFlags.StringLike) !== 0)
    );
  }

  #readCall(node: ts.CallExpression, env: Bound, depth: number): readonly Words[] {
    const { expression } = node;
    if (ts.isPropertyAccessExpression(expression) && expression.name.text === 'trim')
      return this.#read(expression.expression, env, depth + 1);
    if (
      ts.isPropertyAccessExpression(expression) &&
      expression.name.text === 'join' &&
      ts.isArrayLiteralExpression(expression.expression)
    ) {
      const [glue] = node.arguments;
      const between = glue === undefined ? [open] : this.#read(glue, env, depth + 1);
      return this.#product(
        expression.expression.elements.flatMap((one, i) => [
          ...(i > 0 ? [between] : []),
          ts.isSpreadElement(one) ? [open] : this.#read(one, env, depth + 1),
        ]),
      );
    }
    const owner = this.#functionOf(expression);
    if (owner === undefined || depth > 6) return [open];
    const forms = returnsOf(owner).flatMap((value) =>
      this.#read(value, this.#bind(owner, node, env, env), depth + 3),
    );
    return forms.some(({ text }) => isWorded(text)) && forms.length <= maxForms
      ? unique(forms)
      : [open];
  }

  #symbolOf(node: ts.Node): ts.Symbol | undefined {
    const parent = node.parent as ts.Node | undefined;
    const symbol =
      parent !== undefined && ts.isShorthandPropertyAssignment(parent)
        ? this.#checker.getShorthandAssignmentValueSymbol(parent)
        : this.#checker.getSymbolAtLocation(node);
    return symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0
      ? this.#checker.getAliasedSymbol(symbol)
      : symbol;
  }

  #functionOf(callee: ts.Expression): ts.SignatureDeclaration | undefined {
    const declared = this.#symbolOf(
      ts.isPropertyAccessExpression(callee) ? callee.name : callee,
    )?.valueDeclaration;
    if (declared === undefined) return undefined;
    const value =
      ts.isVariableDeclaration(declared) && declared.initializer !== undefined
        ? declared.initializer
        : declared;
    return ts.isFunctionLike(value) && 'body' in value ? value : undefined;
  }

  #objectOf(node: ts.Node, env: Bound): ts.ObjectLiteralExpression | undefined {
    if (ts.isObjectLiteralExpression(node)) return node;
    if (ts.isParenthesizedExpression(node)) return this.#objectOf(node.expression, env);
    if (!ts.isIdentifier(node)) return undefined;
    const symbol = this.#symbolOf(node);
    const bound = symbol === undefined ? undefined : env.get(symbol);
    if (bound?.node !== undefined) return this.#objectOf(bound.node, bound.env ?? env);
    const declared = symbol?.valueDeclaration;
    return declared !== undefined &&
      ts.isVariableDeclaration(declared) &&
      declared.initializer !== undefined
      ? this.#objectOf(declared.initializer, env)
      : undefined;
  }

  #member(held: ts.ObjectLiteralExpression, name: string, env: Bound): ts.Node | undefined {
    for (const one of held.properties.toReversed()) {
      if (ts.isPropertyAssignment(one) && one.name.getText() === name) return one.initializer;
      if (ts.isShorthandPropertyAssignment(one) && one.name.text === name) return one.name;
      if (ts.isSpreadAssignment(one)) {
        const spread = this.#objectOf(one.expression, env);
        const found = spread === undefined ? undefined : this.#member(spread, name, env);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  #options(more: ts.Expression, name: string, env: Bound): readonly Words[] {
    const held = this.#objectOf(more, env);
    const value = held === undefined ? undefined : this.#member(held, name, env);
    return value === undefined ? [] : this.#read(value, env, 0);
  }

  /** The topic itself, or that of the options. */
  #option(more: ts.Expression, name: string, env: Bound): string | undefined {
    const found =
      this.#objectOf(more, env) === undefined
        ? this.#read(more, env, 0)
        : this.#options(more, name, env);
    const [only, another] = found;
    return only !== undefined && another === undefined && /^[a-z-]+$/u.test(only.text)
      ? only.text
      : undefined;
  }

  /** What is written in words, and was in none of the texts: each is a part of one. */
  #sweep(file: ts.SourceFile): void {
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node))
        return;
      if (
        ts.isCallExpression(node) &&
        ts.isPropertyAccessExpression(node.expression) &&
        otherCalls.test(node.expression.name.text)
      )
        return;
      // An error that is no Failure is told by its name alone.
      if (ts.isNewExpression(node) && /^(?:\w*Error)$/u.test(node.expression.getText())) return;
      if (this.#isSentence(node)) {
        const forms = this.#parts(node);
        const fresh = forms.filter(({ from }) =>
          [...from].some((one) => !this.#used.has(one) && isWorded(textOf(one))),
        );
        this.#add(node, fresh, {});
        if (fresh.length > 0) return;
      }
      ts.forEachChild(node, visit);
    };
    ts.forEachChild(file, visit);
  }

  #isSentence(node: ts.Node): boolean {
    const { parent } = node;
    if ((ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node)
      return false;
    if (ts.isStringLiteralLike(node)) return isWorded(node.text) && !this.#titles.has(node.text);
    // A text that is put together from several.
    if (ts.isBinaryExpression(node)) return node.operatorToken.kind === ts.SyntaxKind.PlusToken;
    if (ts.isCallExpression(node)) return /^\[[^]*\]\s*\.join\(/u.test(node.getText());
    return ts.isTemplateExpression(node);
  }

  #parts(node: ts.Node): readonly Words[] {
    let forms: readonly Words[] = [];
    this.#expand(new Map(), maxDepth, (env) => {
      forms = this.#read(node, env, 0);
    });
    return forms;
  }
}

function each(node: ts.Node, work: (node: ts.Node) => void): void {
  work(node);
  ts.forEachChild(node, (child) => {
    each(child, work);
  });
}

function unique(forms: readonly Words[]): readonly Words[] {
  return [...new Map(forms.map((one) => [one.text, one])).values()];
}

function quotedName(names: readonly Words[]): readonly Words[] {
  return names.map(({ text, from }) => ({ text: text === 'env' ? '' : `\`${text}\`: `, from }));
}

function isConst({ parent }: ts.VariableDeclaration): boolean {
  return (
    ts.isVariableDeclarationList(parent) &&
    (parent.flags & ts.NodeFlags.Const) !== 0 &&
    ts.isVariableStatement(parent.parent)
  );
}

/** Whether a text is a sentence, not just a name, a header or a path. */
function isWorded(text: string): boolean {
  return /\p{L}{2,}[,;:.]? \p{L}+/u.test(text);
}

function textOf(node: ts.Node): string {
  return ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node)
    ? node.text
    : '';
}

function tidy(text: string): string {
  return text
    .replaceAll(/…(?:\s*…)+/gu, '…')
    .replace(/^(?:error|warning) title=[^:]*::/u, '')
    .replace(/^[\s;:,.]+(?=\S)/u, '')
    .trim();
}

/** The values that a function can return. */
function returnsOf(owner: ts.SignatureDeclaration): readonly ts.Expression[] {
  const { body } = owner as ts.FunctionLikeDeclaration;
  if (body === undefined) return [];
  if (!ts.isBlock(body)) return [body];
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression !== undefined) found.push(node.expression);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}
