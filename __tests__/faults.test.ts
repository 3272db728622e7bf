import { describe, it } from '@jest/globals';
import { checkCell } from './support/fault-cell.ts';
import { cellsOf, faultRows } from './support/fault-matrix.ts';

describe('the fault matrix', () => {
  it.concurrent.each(cellsOf(faultRows.filter(({ slow }) => slow !== true)))('$name', checkCell);
});
