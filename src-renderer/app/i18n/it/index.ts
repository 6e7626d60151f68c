import { entrance } from './entrance.ts';
import { errors } from './errors.ts';
import { shell } from './shell.ts';
import { ui } from './ui.ts';

/** Every Italian dictionary, one per room. A new room adds its line here and in `../en/index.ts`. */
export const it = { entrance, errors, shell, ui } as const;
