import { config } from 'zod';

// The page's policy forbids evaluation. This stands in a module of its own, loaded first, because
// schemas decide when they are made whether they compile themselves.
config({ jitless: true });
