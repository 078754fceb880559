import { installCommands } from '../setup/aptCommands.mjs';
import { machine } from '../setup/machine.mjs';
import { runAttempts } from '../setup/runAttempts.mjs';
import { step } from '../setup/step.mjs';

/**
 * Brings Chromium onto the machine where that takes no more than apt. Without it the tests of pages skip what needs a browser, and say so.
 *
 * @param {string} root the package's folder
 */
export function provideChromium(root) {
  if (machine.has('chromium') || !machine.isRoot || !machine.hasApt) return;
  try {
    step('installing chromium', 'chromium installed', () => runAttempts(installCommands(['chromium'], machine.hasLists()), root));
  } catch (error) {
    console.log(`chromium could not be installed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
