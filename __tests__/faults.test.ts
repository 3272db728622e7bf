import { describe, it } from '@jest/globals';
import { expectCell } from './support/fault-cell.ts';
import { cellsOf, faultRows } from './support/fault-matrix.ts';

describe('the fault matrix', () => {
  // What is true of a token request is true of the others that may be repeated: the slow suite runs them.
  const cells = cellsOf(faultRows.filter(({ slow }) => slow !== true));
  it.concurrent.each(cells.filter(({ column }) => column !== 'DELETE' && column !== 'PUT'))(
    '$name',
    async (cell) => {
      await expectCell(cell);
    },
  );
});
