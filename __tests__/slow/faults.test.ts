import { describe, it } from '@jest/globals';
import { expectCell } from '../support/fault-cell.ts';
import { cellsOf, faultRows } from '../support/fault-matrix.ts';

describe('the slow cells of the fault matrix', () => {
  it.concurrent.each(cellsOf(faultRows.filter(({ slow }) => slow === true)))(
    '$name',
    async (cell) => {
      await expectCell(cell);
    },
  );
});
