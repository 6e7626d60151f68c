import type { App, UtilityProcess } from 'electron';

type CommandApi = {
  readonly app: Pick<App, 'whenReady' | 'exit' | 'disableHardwareAcceleration'>;
  readonly fork: (args: readonly string[]) => Pick<UtilityProcess, 'on'>;
};

/**
 * `Sollecito --coordinator …`: runs the coordinator's command line with the installed program, without a window, and
 * ends with its exit code. It may run beside an open window, which is why no single-instance lock is asked for.
 */
export const runCoordinatorCommand = async ({ app, fork }: CommandApi, args: readonly string[]): Promise<void> => {
  app.disableHardwareAcceleration();
  await app.whenReady();
  fork(args).on('exit', (code) => app.exit(code));
};
