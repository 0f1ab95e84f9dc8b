import { fileRoute, listRoute, route } from '../../kernel/http/route.ts';
import { batchList } from './batch-views.ts';
import { BatchReply } from './batches.ts';
import { IMAGE_TYPES } from './image.ts';
import { MemberReply } from './member.ts';
import { MemberTypeReply } from './member-type.ts';
import { getMemberType, listMemberTypes } from './member-type-views.ts';
import { UndoReply } from './undone.ts';
import { createMember } from './verbs/create-member.ts';
import { erasePerson } from './verbs/erase-person.ts';
import { exportPerson } from './verbs/export-person.ts';
import { IMPORT_BYTES, ImportReply, importMembers } from './verbs/import-members.ts';
import { createMemberType, retireMemberType, updateMemberType } from './verbs/member-types.ts';
import { mergeMembers } from './verbs/merge-members.ts';
import { getPhoto, PHOTO_BYTES, putPhoto, removePhoto } from './verbs/photo.ts';
import { printCard, printCards } from './verbs/print-cards.ts';
import { PromotionReply, promoteMembers } from './verbs/promote-members.ts';
import { removeMember, restoreMember } from './verbs/remove-member.ts';
import { renewMembership } from './verbs/renew-membership.ts';
import { PinReply, printPin, resetPin } from './verbs/reset-pin.ts';
import { activateMember, suspendMember } from './verbs/suspend-member.ts';
import { undoBatch } from './verbs/undo-batch.ts';
import { updateMember } from './verbs/update-member.ts';
import { viewMember } from './verbs/view-member.ts';
import { listMembers } from './views.ts';

const made = { status: 201 } as const;
const photo = { file: { types: IMAGE_TYPES, maxBytes: PHOTO_BYTES }, rate: 'UPLOAD' } as const;
const csv = { file: { types: ['text/csv'], maxBytes: IMPORT_BYTES }, rate: 'UPLOAD' } as const;

export const membersRoutes = [
  listRoute('GET /member-types', listMemberTypes, MemberTypeReply),
  route('POST /member-types', createMemberType, MemberTypeReply, made),
  route('GET /member-types/:id', getMemberType, MemberTypeReply),
  route('PATCH /member-types/:id', updateMemberType, MemberTypeReply),
  route('DELETE /member-types/:id', retireMemberType, MemberTypeReply),
  listRoute('GET /members', listMembers, MemberReply),
  route('POST /members', createMember, MemberReply, made),
  route('POST /members/promote', promoteMembers, PromotionReply),
  route('POST /members/import', importMembers, ImportReply, csv),
  fileRoute('POST /members/cards', printCards),
  route('GET /members/:id', viewMember, MemberReply),
  route('PATCH /members/:id', updateMember, MemberReply),
  route('DELETE /members/:id', removeMember, MemberReply),
  route('POST /members/:id/restore', restoreMember, MemberReply),
  route('POST /members/:id/suspend', suspendMember, MemberReply),
  route('POST /members/:id/activate', activateMember, MemberReply),
  route('POST /members/:id/renew-membership', renewMembership, MemberReply),
  route('POST /members/:id/merge', mergeMembers, MemberReply),
  route('POST /members/:id/erase', erasePerson, MemberReply),
  fileRoute('GET /members/:id/export', exportPerson),
  fileRoute('GET /members/:id/card', printCard),
  fileRoute('GET /members/:id/photo', getPhoto),
  route('PUT /members/:id/photo', putPhoto, MemberReply, photo),
  route('DELETE /members/:id/photo', removePhoto, MemberReply),
  route('POST /members/:id/pin', resetPin, PinReply),
  fileRoute('POST /members/:id/pin/slip', printPin),
  listRoute('GET /member-batches', batchList, BatchReply),
  route('POST /member-batches/:id/undo', undoBatch, UndoReply),
];
