/**
 * Registers the service worker that serves the page without the network. Answers whether it is there: false where the
 * address is not secure or its certificate not trusted (the page then works online only, and says so). The desktop
 * application brings its page along.
 */
export async function registerShell(window: Window, kind: 'desktop' | 'browser'): Promise<boolean | null> {
  if (kind === 'desktop') return true;
  const workers = window.navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (workers === undefined || !window.isSecureContext) return false;
  try {
    const registration = await workers.register(new URL('service-worker.js', window.location.href));
    takeOver(workers, registration, window);
    await registrationReady(registration);
    return true;
  } catch {
    return false;
  }
}

/** A new version that waits is taken at the start of the page, while nothing is open; never later. */
function takeOver(workers: ServiceWorkerContainer, { waiting }: ServiceWorkerRegistration, window: Window): void {
  if (waiting === null || workers.controller === null) return;
  workers.addEventListener('controllerchange', () => window.location.reload(), { once: true });
  waiting.postMessage('take-over');
}

/** A worker that cannot fetch its list ends as redundant: then there is no shell, whatever was registered. */
function registrationReady(registration: ServiceWorkerRegistration): Promise<void> {
  if (registration.active !== null) return Promise.resolve();
  const worker = registration.installing ?? registration.waiting;
  if (worker === null) return Promise.reject(new Error('no worker'));
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (worker.state === 'activated') resolve();
      if (worker.state === 'redundant') reject(new Error('the worker was given up'));
    };
    worker.addEventListener('statechange', look);
    look();
  });
}
