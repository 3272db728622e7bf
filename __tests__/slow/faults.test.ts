import { describe, it } from '@jest/globals';
import { expectCell } from '../support/fault-cell.ts';
import { cellsOf, faultRows } from '../support/fault-matrix.ts';

describe('the slow cells of the fault matrix', () => {
  const repeated: readonly string[] = ['DELETE', 'PUT'];
  const cells = cellsOf(faultRows).filter(
    ({ row, column }) => row.slow === true || repeated.includes(column),
  );
  it.concurrent.each(cells)('$name', async (cell) => {
    await expectCell(cell);
  });
});
