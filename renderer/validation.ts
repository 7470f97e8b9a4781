import { config } from 'zod';

// The page's content security policy forbids code made at run time, which zod would try when the first schema is made:
// so this file is imported before all others.
config({ jitless: true });
