import { action } from './action.ts';
import { inTurn } from './measure.ts';
import { setStage } from './programs.ts';
import { median, print, printTargets, rowsOf } from './report.ts';

const small = 'a small call';

/** How the bench's tenant makes them. */
const many = 100_000;

/** The time that a step with that many masks may take, in ms, during which SIGINT waits. */
const mostTime = 2000;

/** Very many strings to be masked, compared with the same response without a mask. */
export async function benchMask(rounds = 9): Promise<void> {
  const stage = await setStage();
  const origin = stage.origins.http;
  const path = `/api/v1/strings?count=${String(many)}`;
  const masked = `mask: data, ${many.toLocaleString('en')} strings`;
  try {
    const contenders = [
      await action(stage, origin, small, { path: '/api/v1/users/me' }),
      await action(stage, origin, 'select: length(data)', { path, select: 'length(data)' }),
      await action(stage, origin, masked, { path, mask: 'data' }),
    ];
    const runs = await inTurn(contenders, rounds);
    print('Masking, http', rowsOf(runs, small), rounds);
    const value = median((runs.get(masked) ?? []).map(({ time }) => time));
    printTargets([{ what: masked, value, most: mostTime, unit: 'ms' }]);
  } finally {
    stage.close();
  }
}
