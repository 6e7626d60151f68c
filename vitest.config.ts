import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import packageJson from './package.json' with { type: 'json' };

/** Kinds of test that start worker threads or whole coordinators. */
const BUILT = ['property', 'integration'];

/** One vitest project per kind of test, so that `npx vitest run --project unit` runs one kind. */
const project = (name: string) => ({
  extends: true as const,
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`, `test/${name}/**/*.test.tsx`],
    globalSetup: BUILT.includes(name) ? ['test/setup/vitest.ts'] : [],
  },
});

export default defineConfig({
  plugins: [react()],
  define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
  test: {
    environment: 'node',
    // No retries, no passWithNoTests: a test that fails sometimes is a fault, and so is a suite that is not there.
    retry: 0,
    allowOnly: !process.env['CI'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    maxWorkers: 2,
    projects: ['unit', 'property', 'contract', 'integration', 'sip', 'peers'].map(project),
  },
});
