export {
  UNIREC_2017,
  type ContactLimit,
  type ContactPeriod,
  type ContactRuleSet,
  type ContactWindow,
} from './contact-rule-set.ts';
export { contactWindow, nextOpening, type WindowState } from './contact-window.ts';
export { contactDay, type ContactDay } from './contact-day.ts';
export {
  mayCall,
  mayCallOn,
  type CallFacts,
  type CallPermission,
  type CallRefusal,
  type MayCallInput,
} from './may-call.ts';
