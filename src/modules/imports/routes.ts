import { fileRoute, listRoute, route } from '../../kernel/http/route.ts';
import { ImportReply } from './import.ts';
import { ProfileReply } from './profile-queries.ts';
import { cancelImport, pauseImport, resumeImport, startImport, startUndo } from './verbs/acts.ts';
import { changeImportPlan } from './verbs/change.ts';
import { putImportPhotos, ZIP_TYPES } from './verbs/photos.ts';
import { previewImport } from './verbs/preview.ts';
import { changeProfile, getProfile, listProfiles, removeProfile, saveProfile } from './verbs/profiles.ts';
import { UPLOAD_TYPES, uploadImport } from './verbs/upload.ts';
import { getImport, getRejects, listImports } from './views.ts';

/** The verb bounds what it takes, by IMPORT_MAX_BYTES. */
const ANY_SIZE = 20_000_000_000;
const upload = (types: readonly string[]) =>
  ({ file: { types, maxBytes: ANY_SIZE }, streamed: true, rate: 'UPLOAD' }) as const;
const made = { status: 201 } as const;
const later = { status: 202 } as const;

export const importsRoutes = [
  listRoute('GET /imports', listImports, ImportReply),
  route('POST /imports', uploadImport, ImportReply, { ...upload(UPLOAD_TYPES), ...made }),
  listRoute('GET /imports/profiles', listProfiles, ProfileReply),
  route('POST /imports/profiles', saveProfile, ProfileReply, made),
  route('GET /imports/profiles/:id', getProfile, ProfileReply),
  route('PATCH /imports/profiles/:id', changeProfile, ProfileReply),
  route('DELETE /imports/profiles/:id', removeProfile, ProfileReply),
  route('GET /imports/:id', getImport, ImportReply),
  route('PATCH /imports/:id', changeImportPlan, ImportReply),
  route('PUT /imports/:id/photos', putImportPhotos, ImportReply, upload(ZIP_TYPES)),
  route('POST /imports/:id/preview', previewImport, ImportReply),
  route('POST /imports/:id/run', startImport, ImportReply, later),
  route('POST /imports/:id/pause', pauseImport, ImportReply),
  route('POST /imports/:id/resume', resumeImport, ImportReply, later),
  route('POST /imports/:id/cancel', cancelImport, ImportReply),
  route('POST /imports/:id/undo', startUndo, ImportReply, later),
  fileRoute('GET /imports/:id/rejects', getRejects),
];
