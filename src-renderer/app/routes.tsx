import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Role } from '../../src-shared/contract/basics.ts';

export type NavKey =
  'work' | 'agenda' | 'board' | 'placements' | 'assignment' | 'payments' | 'closing' | 'calls' | 'settings' | 'audit';

export type ScreenRoute = {
  /** wouter pattern of the address after `#`. */
  readonly path: string;
  /** Present where the navigation shows it, with the address it leads to. */
  readonly nav?: { readonly key: NavKey; readonly href: string };
  readonly roles: readonly Role[];
  readonly Screen: LazyExoticComponent<ComponentType>;
};

/** A screen by its export's name, loaded when it is first opened. */
const screen = <K extends string>(load: () => Promise<Readonly<Record<K, ComponentType>>>, name: K) =>
  lazy(async () => ({ default: (await load())[name] }));

/** Every screen, in the order of the navigation. A new screen adds its line. */
export const ROUTES: readonly ScreenRoute[] = [
  {
    path: '/work/:caseId?',
    nav: { key: 'work', href: '/work' },
    roles: ['operator'],
    Screen: screen(() => import('../workstation/work-screen.tsx'), 'WorkScreen'),
  },
  {
    path: '/agenda',
    nav: { key: 'agenda', href: '/agenda' },
    roles: ['operator'],
    Screen: screen(() => import('../workstation/agenda-screen.tsx'), 'AgendaScreen'),
  },
  {
    path: '/board',
    nav: { key: 'board', href: '/board' },
    roles: ['leader'],
    Screen: screen(() => import('../leader/board/board-screen.tsx'), 'BoardScreen'),
  },
  {
    path: '/placements',
    nav: { key: 'placements', href: '/placements' },
    roles: ['leader'],
    Screen: screen(() => import('../leader/intake/placements-screen.tsx'), 'PlacementsScreen'),
  },
  {
    path: '/placements/:batchId',
    roles: ['leader'],
    Screen: screen(() => import('../leader/intake/placement-screen.tsx'), 'PlacementScreen'),
  },
  {
    path: '/assignment',
    nav: { key: 'assignment', href: '/assignment' },
    roles: ['leader'],
    Screen: screen(() => import('../leader/assignment/assignment-screen.tsx'), 'AssignmentScreen'),
  },
  {
    path: '/payments',
    nav: { key: 'payments', href: '/payments' },
    roles: ['leader'],
    Screen: screen(() => import('../leader/payments/payments-screen.tsx'), 'PaymentsScreen'),
  },
  {
    path: '/closing',
    nav: { key: 'closing', href: '/closing' },
    roles: ['leader'],
    Screen: screen(() => import('../leader/closing/closing-screen.tsx'), 'ClosingScreen'),
  },
  {
    path: '/calls',
    nav: { key: 'calls', href: '/calls' },
    roles: ['leader'],
    Screen: screen(() => import('../leader/calls/calls-screen.tsx'), 'CallsScreen'),
  },
  {
    path: '/decisions',
    roles: ['leader'],
    Screen: screen(() => import('../leader/board/decisions-screen.tsx'), 'DecisionsScreen'),
  },
  {
    path: '/settings/:tab?',
    nav: { key: 'settings', href: '/settings' },
    roles: ['leader', 'administrator', 'auditor'],
    Screen: screen(() => import('../leader/settings/settings-screen.tsx'), 'SettingsScreen'),
  },
];

/** The screens a role may open. */
export const routesFor = (role: Role): readonly ScreenRoute[] => ROUTES.filter((route) => route.roles.includes(role));
