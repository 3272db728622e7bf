import { type Expression, parseExpression } from '../../src/response/expression.ts';
import { memoryRunner } from './memory-runner.ts';

/** A throw becomes a rejected promise, so that tests can check it. */
export async function parse(text: string, runner = memoryRunner()): Promise<Expression> {
  return Promise.resolve(parseExpression(text, runner));
}

/** @returns the result of an expression on a JSON text, as JSON */
export async function evaluate(text: string, json: string): Promise<string> {
  return JSON.stringify((await parse(text)).evaluate(JSON.parse(json)));
}
