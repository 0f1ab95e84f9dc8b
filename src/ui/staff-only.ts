import { failure } from '../kernel/errors.ts';
import type { Screen } from '../kernel/http/screen.ts';

/** Members hold some of the same permissions for what is their own; the workspace is not where they see it. */
export const staffOnly =
  (run: Screen['run']): Screen['run'] =>
  (ctx, asked) => {
    if (ctx.scope.kind === 'own' || ctx.scope.kind === 'public') throw failure('FORBIDDEN', 'kernel.forbidden');
    return run(ctx, asked);
  };
