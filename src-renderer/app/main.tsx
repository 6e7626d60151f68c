import { z } from 'zod';

// Before any schema is built: zod would otherwise try to compile one, and the content-security-policy refuses eval.
z.config({ jitless: true });

void import('./start.tsx').then(({ start }) => start());
