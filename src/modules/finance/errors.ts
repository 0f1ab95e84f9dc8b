import { onConstraint } from '../../kernel/database-errors.ts';
import { failure } from '../../kernel/errors.ts';

onConstraint({
  ledger_entries_reversed: (cause) => failure('CONFLICT', 'finance.already_reversed', { cause }),
  ledger_entry_balances: (cause) => failure('UNPROCESSABLE', 'finance.unbalanced', { cause }),
  append_only: (cause) => failure('UNPROCESSABLE', 'finance.append_only', { cause }),
});
