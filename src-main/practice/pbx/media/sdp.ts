/** What an offer or answer says about its one audio line. */
export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** Its direction, seen from who wrote it; `sendrecv` when it says nothing (RFC 8866 section 6.7). */
export const directionOf = (sdp: string): Direction =>
  (/^a=(sendrecv|sendonly|recvonly|inactive)\r?$/m.exec(sdp)?.[1] as Direction | undefined) ?? 'sendrecv';

/** The payload type of its keys at 8 kHz, or null. */
export function eventTypeOf(sdp: string): number | null {
  const type = /^a=rtpmap:(\d{1,3}) telephone-event\/8000\b/im.exec(sdp)?.[1];
  return type === undefined ? null : Number(type);
}

/**
 * Without the keys at other rates than 8 kHz. werift 0.25 matches them by name alone and may choose the 48 kHz ones
 * beside an 8 kHz voice: every key then lasts six times too long.
 */
export function withoutWideEvents(sdp: string): string {
  const wide = new Set(
    [...sdp.matchAll(/^a=rtpmap:(\d{1,3}) telephone-event\/(\d{1,6})/gim)]
      .filter(([, , rate]) => rate !== '8000')
      .map(([, type]) => type),
  );
  if (wide.size === 0) return sdp;
  return sdp
    .split('\r\n')
    .filter((line) => !wide.has(/^a=(?:rtpmap|fmtp|rtcp-fb):(\d{1,3}) /.exec(line)?.[1]))
    .map((line) =>
      line.startsWith('m=audio ')
        ? line
            .split(' ')
            .filter((word, i) => i < 3 || !wide.has(word))
            .join(' ')
        : line,
    )
    .join('\r\n');
}
