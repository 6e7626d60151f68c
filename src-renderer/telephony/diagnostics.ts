/**
 * The telephone's memory of what happened, for whoever must find out why a call failed. It is redacted when it is written,
 * not when it is handed out, so that what must not leave is never kept.
 */
export type Diagnostics = {
  readonly note: (kind: DiagnosticKind, text: string) => void;
  readonly entries: () => readonly DiagnosticEntry[];
};

export type DiagnosticKind = 'link' | 'sip' | 'call' | 'media' | 'device' | 'fault';

export type DiagnosticEntry = { readonly at: string; readonly kind: DiagnosticKind; readonly text: string };

const MOST = 600;
const LONGEST = 1500;

/**
 * Takes out of a line of SIP or of a fault what belongs to people: credentials, names, telephone numbers, the last half of
 * addresses. Statuses, methods, codecs and times stay: they are what a fault is found by.
 */
export const redact = (text: string): string =>
  text
    .replace(/^((?:Proxy-)?Authorization|(?:WWW|Proxy)-Authenticate)\s*:.*$/gimu, '$1: …')
    .replace(/^(a=(?:ice-pwd|fingerprint|crypto|ice-ufrag)):.*$/gimu, '$1:…')
    .replace(/"[^"\r\n]*"\s*(?=<sips?:)/giu, '"…" ')
    .replace(/\b(sips?|tel):[^@;>\s]+@/giu, '$1:…@')
    .replace(/\btel:[+\d][^;>\s]*/giu, 'tel:…')
    .replace(/\b(\d{1,3}\.\d{1,3})\.\d{1,3}\.\d{1,3}\b/gu, '$1.x.x')
    .replace(/\b(?:[\da-f]{1,4}:){3,7}[\da-f]{1,4}\b/giu, 'ipv6…')
    // Before the number a separator: digits inside a branch or a tag are nobody's telephone.
    .replace(/(^|[\s:<("=,])\+?\d[\d ]{5,}\d(?=$|[\s>@;,)"])/gmu, '$1…');

export const createDiagnostics = (now: () => string): Diagnostics => {
  const kept: DiagnosticEntry[] = [];
  return {
    note: (kind, text) => {
      kept.push({ at: now(), kind, text: redact(text).slice(0, LONGEST) });
      if (kept.length > MOST) kept.splice(0, kept.length - MOST);
    },
    entries: () => [...kept],
  };
};
