import { chooseNodedir } from './chooseNodedir.mjs';
import { machine } from './machine.mjs';
import { npmCommand } from './npmCommand.mjs';
import { run } from './run.mjs';

/**
 * `npm ci`, so that packages which compile something find Node's headers without a download.
 *
 * @param {string} root the package's folder
 */
export function installDependencies(root) {
  const nodedir = chooseNodedir({ ...machine, root });
  const { program, args } = npmCommand(process.env, process.execPath);
  // A silent npm outside must not hide this one's errors.
  run(program, [...args, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=warn'], {
    cwd: root,
    env: {
      // better-sqlite3 would look for a compiled one elsewhere than in the registry first, and for long where there is no way out.
      npm_config_build_from_source: 'true',
      // The synthetic folder is no help here: it is made of a package that is not there yet, and holds Node-API only.
      ...(nodedir.synthetic ? {} : { npm_config_nodedir: nodedir.path }),
    },
  });
}
