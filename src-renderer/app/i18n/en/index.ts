import type { Dictionary } from '../dictionary.ts';
import type { it } from '../it/index.ts';
import { entrance } from './entrance.ts';
import { errors } from './errors.ts';
import { shell } from './shell.ts';
import { ui } from './ui.ts';

export const en = { entrance, errors, shell, ui } as const satisfies Dictionary<typeof it>;
