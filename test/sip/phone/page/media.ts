/** Packets and energy over some connections, counted since each began. */
export type Media = {
  readonly packetsIn: number;
  readonly packetsOut: number;
  /** Full scale² × seconds. */
  readonly energyIn: number;
  readonly codec: string;
  /** When the last packet came (milliseconds since 1970); 0 before the first. */
  readonly lastIn: number;
};

/** Runs in the page, also where it is sent there by itself: it uses nothing but what it is given. */
export const readMedia = async (peers: readonly RTCPeerConnection[]): Promise<Media> => {
  const sum = { packetsIn: 0, packetsOut: 0, energyIn: 0, codec: '', lastIn: 0 };
  for (const peer of peers) {
    const report = await peer.getStats();
    report.forEach((entry: Record<string, unknown>) => {
      if (entry['type'] === 'inbound-rtp') {
        sum.packetsIn += Number(entry['packetsReceived']);
        sum.energyIn += Number(entry['totalAudioEnergy'] ?? 0);
        sum.lastIn = Math.max(sum.lastIn, Number(entry['lastPacketReceivedTimestamp'] ?? 0));
        sum.codec = (report.get(String(entry['codecId'])) as { mimeType?: string } | undefined)?.mimeType ?? '';
      }
      if (entry['type'] === 'outbound-rtp') sum.packetsOut += Number(entry['packetsSent']);
    });
  }
  return sum;
};
