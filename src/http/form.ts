import type { FastifyRequest } from 'fastify';
import { failure } from '../kernel/errors.ts';

export interface SentForm {
  form: URLSearchParams;
  files: Map<string, { name: string; bytes: Buffer }>;
}

const FIELD_CHARACTERS = 200_000;

/** A sent form: its fields, and its files where the screen takes any. */
export async function readForm(request: FastifyRequest, maxBytes: number): Promise<SentForm> {
  const files: SentForm['files'] = new Map();
  if (request.body instanceof URLSearchParams) return { form: request.body, files };
  const form = new URLSearchParams();
  if (request.method !== 'POST' || !request.isMultipart()) return { form, files };
  if (maxBytes === 0) throw failure('UNSUPPORTED_MEDIA_TYPE', 'kernel.media_type');
  for await (const part of request.parts({ limits: { fileSize: maxBytes } })) {
    if (part.type === 'field') form.append(part.fieldname, String(part.value).slice(0, FIELD_CHARACTERS));
    else if (part.filename) files.set(part.fieldname, { name: part.filename, bytes: await part.toBuffer() });
    else part.file.resume();
  }
  return { form, files };
}
