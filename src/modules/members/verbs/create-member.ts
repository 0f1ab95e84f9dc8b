import { verb } from '../../../kernel/verb.ts';
import { factOf, told } from '../change.ts';
import { NewMember } from '../fields.ts';
import { branchForMember, completed, defaultBranch, insertMembers, requireDepartment } from '../insert.ts';
import { describeNow, type MemberReply } from '../member.ts';
import { typeForMember } from '../member-type.ts';
import { requireFormat } from '../number.ts';
import { memberById } from '../queries.ts';

export const createMember = verb({
  name: 'members.create',
  permission: 'member:create',
  input: NewMember,
  async run(ctx, input): Promise<MemberReply> {
    const branch = await branchForMember(ctx, await defaultBranch(ctx, input.branchId));
    const type = await typeForMember(ctx, input.memberTypeId);
    requireDepartment(ctx, input.department ?? null);
    if (input.memberId) await requireFormat(ctx, input.memberId);
    const [made] = await insertMembers(ctx, [await completed(ctx, input, type, branch)]);
    const member = await memberById(ctx, made?.id ?? '', { kind: 'all' });
    ctx.record('member.created', { ...factOf(member, 'CREATE'), new: told(member) });
    return describeNow(ctx, member);
  },
});
