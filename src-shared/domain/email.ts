export type EmailCheck =
  | { readonly ok: true; readonly email: string; readonly certified: boolean }
  | { readonly ok: false; readonly reason: 'length' | 'pattern' };

const LOCAL = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+(?:\p{L}{2,63}|xn--[a-z0-9-]{2,59})$/u;

/** Labels that Italian providers of certified mail (PEC) use in their domains; a hint, never a proof. */
const CERTIFIED = new Set(['pec', 'legalmail', 'postacert', 'arubapec', 'postecert', 'pecimprese', 'cert']);

/** Checks the form of an e-mail address (nobody is asked whether it exists) and writes its domain in small letters. */
export function checkEmail(text: string): EmailCheck {
  const email = text.trim().replace(/^mailto:/iu, '');
  const at = email.lastIndexOf('@');
  const local = email.slice(0, Math.max(at, 0));
  const domain = email.slice(at + 1).toLowerCase();
  if (email.length > 254 || local.length > 64) return { ok: false, reason: 'length' };
  if (at < 0 || !LOCAL.test(local) || !DOMAIN.test(domain)) return { ok: false, reason: 'pattern' };
  return { ok: true, email: `${local}@${domain}`, certified: domain.split('.').some((label) => CERTIFIED.has(label)) };
}
