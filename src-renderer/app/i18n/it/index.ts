import { entrance } from './entrance.ts';
import { errors } from './errors.ts';
import { shell } from './shell.ts';
import { ui } from './ui.ts';
import { assignment } from './assignment.ts';
import { board } from './board.ts';
import { closing } from './closing.ts';
import { intake } from './intake.ts';
import { decisions } from './decisions.ts';
import { intakeRules } from './intake-rules.ts';
import { payments } from './payments.ts';
import { recording } from './recording.ts';
import { settings } from './settings.ts';
import { telephony } from './telephony.ts';
import { workstation } from './workstation.ts';

/** Every Italian dictionary, one per room. A new room adds its line here and in `../en/index.ts`. */
export const it = {
  entrance,
  errors,
  shell,
  ui,
  assignment,
  board,
  closing,
  intake,
  decisions,
  intakeRules,
  payments,
  recording,
  settings,
  telephony,
  workstation,
} as const;
