import * as electron from 'electron';
import { runApplication } from './application.ts';
import { parseDesktopArguments } from './arguments.ts';
import { runCoordinatorCommand } from './coordinator-command.ts';
import { placesIn } from './places.ts';
import { openUpdaterPort } from './updater-port.ts';

const { app } = electron;
const places = placesIn(app.getAppPath(), app.getPath('userData'));
const asked = parseDesktopArguments(process.argv.slice(app.isPackaged ? 1 : 2));
const warn = (message: string): void => void process.stderr.write(`${message}\n`);

const run = (): Promise<void> => {
  if (asked.mode === 'coordinator') {
    const fork = (args: readonly string[]) =>
      electron.utilityProcess.fork(places.coordinator, [...args], { stdio: 'inherit' });
    return runCoordinatorCommand({ app, fork }, asked.args);
  }
  app.setAppUserModelId('example.sollecito.desktop');
  return runApplication({
    electron,
    places,
    platform: process.platform,
    connect: asked.connect,
    openUpdaterPort: () => openUpdaterPort(process.resourcesPath, app.isPackaged),
    warn,
  });
};

// Not awaited: Electron becomes ready only after this module has been evaluated, and the application waits for that.
run().catch((error: unknown) => {
  warn(error instanceof Error ? (error.stack ?? error.message) : String(error));
  app.exit(1);
});
