import { EmitterImpl, TransportState, type Transport } from 'sip.js';
import type { Attached, Relay } from '../relay/relay.ts';

/** How sip.js reaches the relay of its own process: without a socket, each message in a turn of its own. */
export function createMemoryTransport(relay: Relay, onAttach: (attached: Attached) => void): Transport {
  const states = new EmitterImpl<TransportState>();
  let state = TransportState.Disconnected;
  let attached: Attached | null = null;
  const become = (next: TransportState): void => {
    state = next;
    states.emit(next);
  };
  const transport: Transport = {
    protocol: 'WS',
    get state() {
      return state;
    },
    stateChange: states,
    onConnect: undefined,
    onDisconnect: undefined,
    onMessage: undefined,
    isConnected: () => state === TransportState.Connected,
    connect: async () => {
      if (attached !== null) return;
      attached = relay.attach((text) => setImmediate(() => transport.onMessage?.(text)), { trusted: true });
      onAttach(attached);
      become(TransportState.Connecting);
      become(TransportState.Connected);
      transport.onConnect?.();
    },
    disconnect: async () => {
      if (attached === null) return;
      attached.detach();
      attached = null;
      become(TransportState.Disconnecting);
      become(TransportState.Disconnected);
      transport.onDisconnect?.();
    },
    dispose: () => transport.disconnect(),
    send: async (message) => {
      const way = attached;
      if (way === null) throw new Error('Not connected');
      setImmediate(() => way.receive(message));
    },
  };
  return transport;
}
