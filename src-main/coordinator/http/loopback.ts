/** Whether an address belongs to this computer alone. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^(?:::ffff:)?127\./.test(host);
