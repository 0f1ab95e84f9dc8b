import { route } from '../../kernel/http/route.ts';
import { TrialBalanceReply, trialBalance } from './views.ts';

export const financeRoutes = [route('GET /ledger/trial-balance', trialBalance, TrialBalanceReply)];
