import { launchPracticePbx } from '../../../src-main/practice/pbx/process/launch.ts';

/** A program that starts an exchange, says where it is, and waits to be killed. */
const pbx = await launchPracticePbx({ allowedOrigins: [], accounts: [], language: 'en', seed: 'x' });
console.log(pbx.url);
setInterval(() => undefined, 60_000);
