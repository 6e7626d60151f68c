import { createSocket } from 'node:dgram';
import { createServer, type AddressInfo } from 'node:net';

/** A port of this computer that nobody has now. */
export const freePort = (kind: 'tcp' | 'udp'): Promise<number> =>
  new Promise((resolve, reject) => {
    if (kind === 'tcp') {
      const server = createServer().once('error', reject);
      server.listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo;
        server.close(() => resolve(port));
      });
      return;
    }
    const socket = createSocket('udp4').once('error', reject);
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
