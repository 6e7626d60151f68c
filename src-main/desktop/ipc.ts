import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import { AppError, type ErrorCode } from '../../src-shared/contract/errors.ts';
import { isAppAddress } from './app-files.ts';
import { ipcArguments, type IpcChannel, type IpcEnvelope, type IpcMap } from './ipc-map.ts';

export type IpcHandlers = {
  readonly [Channel in IpcChannel]: (
    ...args: IpcMap[Channel]['args']
  ) => Promise<IpcMap[Channel]['result']> | IpcMap[Channel]['result'];
};

/** The page that may speak: its own top frame, on the application's address. Everybody else is refused. */
const isOwnPage = (
  event: Pick<IpcMainInvokeEvent, 'senderFrame'>,
  page: Pick<WebContents, 'mainFrame'> | null,
): boolean =>
  page !== null &&
  event.senderFrame !== null &&
  event.senderFrame === page.mainFrame &&
  isAppAddress(event.senderFrame.url);

const codeOf = (error: unknown): ErrorCode => {
  if (error instanceof AppError) return error.code;
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return 'disk-full';
  return 'internal';
};

const refuse = (code: ErrorCode): IpcEnvelope<never> => ({ ok: false, code });

/** Registers every channel of the map: checks who asks and with what, runs the handler, and answers with an envelope. */
export const registerIpc = (
  ipcMain: Pick<IpcMain, 'handle'>,
  page: () => Pick<WebContents, 'mainFrame'> | null,
  handlers: IpcHandlers,
  onError: (channel: IpcChannel, error: unknown) => void,
): void => {
  const register = (channel: IpcChannel): void =>
    ipcMain.handle(channel, async (event, ...args: unknown[]): Promise<IpcEnvelope<IpcMap[IpcChannel]['result']>> => {
      if (!isOwnPage(event, page())) return refuse('forbidden');
      const parsed = ipcArguments[channel].safeParse(args);
      if (!parsed.success) return refuse('bad-request');
      try {
        // The schema of this channel has just accepted exactly the arguments that its handler takes.
        const handler = handlers[channel] as (...given: readonly unknown[]) => unknown;
        return { ok: true, value: (await handler(...parsed.data)) as IpcMap[IpcChannel]['result'] };
      } catch (error) {
        onError(channel, error);
        return refuse(codeOf(error));
      }
    });
  (Object.keys(ipcArguments) as IpcChannel[]).forEach(register);
};
