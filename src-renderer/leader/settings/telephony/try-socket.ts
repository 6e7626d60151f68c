/** Opens a SIP WebSocket from this page and closes it: whether this browser reaches the server and trusts its certificate. */
export const trySocket = (server: string, limitMs = 5_000): Promise<{ readonly ok: boolean; readonly ms: number }> =>
  new Promise((resolve) => {
    const began = performance.now();
    let socket: WebSocket | null = null;
    const end = (ok: boolean): void => {
      clearTimeout(limit);
      socket?.close();
      resolve({ ok, ms: Math.max(1, Math.round(performance.now() - began)) });
    };
    const limit = setTimeout(() => end(false), limitMs);
    try {
      socket = new WebSocket(server, 'sip');
      socket.onopen = () => end(true);
      socket.onerror = () => end(false);
    } catch {
      end(false);
    }
  });
