import { ArgumentError, FileError } from '../../src/errors.js';
import { Network } from '../../src/network/Network.js';
import { parseJsonBytes } from '../../src/files/parseJsonBytes.js';
import { parseOptimizer } from '../../src/train/parseOptimizer.js';
import { parseState, stateSize } from '../../src/train/parseState.js';
import { changedText } from './changedText.js';
import type { FuzzTarget } from './FuzzTarget.js';

const EPOCHS = 50;
const EPOCH = 7;
const network = Network.from({ layers: [{ weights: [[1], [2]] }, { weights: [[1, 1]] }], slopes: [0] });
const optimizer = parseOptimizer('levenberg-marquardt');
const STATE = {
  format: 'kinkless-state/1',
  optimizer: optimizer.kind,
  precision: 'float64',
  epoch: EPOCH,
  numbers: Array.from({ length: stateSize(network.parameterCount, optimizer) }, (_, k) => (k === 0 ? EPOCH : k)),
};

/** The state of a training, as it is kept in a file between two runs. */
export const stateTargets: readonly FuzzTarget[] = [
  {
    name: 'training state',
    file: 'input.json',
    generate: changedText([JSON.stringify(STATE)]),
    read: (file, bytes) => {
      try {
        const numbers = parseState(parseJsonBytes(file, bytes), network, optimizer, 'float64', EPOCHS);
        if (!numbers.every(Number.isFinite)) throw new Error('a number that is not finite');
      } catch (error) {
        // The reader is the caller's own.
        throw error instanceof ArgumentError ? new FileError(file, 'state', 'a state', error.message) : error;
      }
    },
  },
];
