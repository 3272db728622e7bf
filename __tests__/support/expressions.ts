import { type Expression, parseExpression } from '../../src/response/expression.ts';
import { memoryRunner } from './memory-runner.ts';

/** What is thrown is looked for as what a promise is rejected with. */
export async function parse(text: string, runner = memoryRunner()): Promise<Expression> {
  return Promise.resolve(parseExpression(text, runner));
}

/** @returns what an expression finds in a JSON text, as JSON */
export async function evaluate(text: string, json: string): Promise<string> {
  return JSON.stringify((await parse(text)).evaluate(JSON.parse(json)));
}
