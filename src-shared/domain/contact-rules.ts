export { UNIREC_2017, type ContactRuleSet } from './contact-rule-set.ts';
export { contactDay } from './contact-day.ts';
export { contactWindow, nextOpening } from './contact-window.ts';
export { mayCall, type CallPermission, type MayCallInput } from './may-call.ts';
