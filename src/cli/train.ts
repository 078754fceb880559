import path from 'node:path';
import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { Dataset } from '../data/Dataset.js';
import { requireJsonEnding } from '../files/requireJsonEnding.js';
import { systemFailure } from '../files/systemFailure.js';
import { writeAtomically } from '../files/writeAtomically.js';
import { Network } from '../network/Network.js';
import { formatTraining } from '../report/formatTraining.js';
import { historyCsv } from '../report/historyCsv.js';
import { train } from '../train/train.js';
import type { Context } from './Context.js';
import { parsers } from './parsers.js';
import { Progress } from './Progress.js';

const OPTIMIZERS = ['gradient-descent', 'adam', 'levenberg-marquardt'] as const;
const PRECISIONS = ['float64', 'float32'] as const;
