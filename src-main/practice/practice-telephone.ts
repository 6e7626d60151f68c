import type { LaunchPractice } from '../coordinator/telephony/exchange.ts';
import { launchPracticePbx } from './pbx/process/launch.ts';

/** The conference room of the practice exchange. */
const CONFERENCE = 'conference';

/**
 * Starts the practice exchange beside a coordinator: whatever number is called, a simulated debtor is there, and nobody
 * outside this computer. They speak each operator's own language.
 */
export const launchPracticeTelephone: LaunchPractice = async ({ origins, people, seed }) => {
  const exchange = await launchPracticePbx({ allowedOrigins: origins, accounts: people, language: 'it', seed });
  const { url, domain, accounts, setAccounts, ended, stop } = exchange;
  return { url, domain, accounts, setAccounts, ended, stop, conferenceRoom: CONFERENCE };
};
