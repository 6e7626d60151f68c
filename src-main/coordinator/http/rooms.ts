import { deskRoutes } from '../administration/desk-routes.ts';
import { routes as sessions } from '../administration/sessions/routes.ts';
import { assignmentRoomRoutes } from '../assignment/routes.ts';
import { closingRoomRoutes } from '../closing/routes.ts';
import type { Context } from '../context.ts';
import { intakeRoomRoutes } from '../intake/routes.ts';
import { paymentRoomRoutes } from '../payments/routes.ts';
import { performanceRoutes } from '../performance/routes.ts';
import { recordingRoomRoutes } from '../recording/routes.ts';
import { telephonyRoomRoutes } from '../telephony/routes.ts';
import { workRoutes } from '../work/routes.ts';
import type { Registration } from './registration.ts';

type Room = (context: Context) => readonly Registration[];

/** Every room's routes. Add yours here, one line. */
export const ROOMS: readonly Room[] = [
  sessions,
  workRoutes,
  deskRoutes,
  performanceRoutes,
  intakeRoomRoutes,
  assignmentRoomRoutes,
  paymentRoomRoutes,
  closingRoomRoutes,
  telephonyRoomRoutes,
  recordingRoomRoutes,
];
