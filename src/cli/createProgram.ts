import { Command } from 'commander';
import { version } from '../version.js';
import { addCertify } from './certify.js';
import { addCheck } from './check.js';
import type { Context } from './Context.js';
import { addFigure } from './figure.js';
import { addInfo } from './info.js';
import { addPlot } from './plot.js';
import { addReport } from './report.js';
import { addSweep } from './sweep.js';
import { addTrain } from './train.js';
import { addVerify } from './verify.js';
import { addWidth } from './width.js';

/** The command line. `onHint` gets what the parser has to say on wrong usage; it throws a CommanderError besides. */
export function createProgram(context: Context, onHint: (text: string) => void): Command {
  const program = new Command('kinkless')
    .description('Train piecewise-linear networks to differentiable local minima, and judge what was reached.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .configureOutput({ writeErr: onHint, outputError: () => undefined })
    .exitOverride();
  for (const add of [addTrain, addCheck, addCertify, addVerify, addWidth, addPlot, addFigure, addSweep, addReport, addInfo])
    add(program, context);
  return program.addHelpText('after', '\nExample:\n  $ kinkless figure 6.2 --out out');
}
