import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { failure } from '../kernel/errors.ts';

export interface SentForm {
  form: URLSearchParams;
  files: Map<string, { name: string; bytes: Buffer; path?: string | undefined }>;
}

const FIELD_CHARACTERS = 200_000;

/** A sent form: its fields, and its files where the screen takes any; large ones in this folder. */
export async function readForm(request: FastifyRequest, maxBytes: number, folder: string | null): Promise<SentForm> {
  const files: SentForm['files'] = new Map();
  if (request.body instanceof URLSearchParams) return { form: request.body, files };
  const form = new URLSearchParams();
  if (request.method !== 'POST' || !request.isMultipart()) return { form, files };
  if (maxBytes === 0) throw failure('UNSUPPORTED_MEDIA_TYPE', 'kernel.media_type');
  try {
    for await (const part of request.parts({ limits: { fileSize: maxBytes } })) {
      if (part.type === 'field') form.append(part.fieldname, String(part.value).slice(0, FIELD_CHARACTERS));
      else if (!part.filename) part.file.resume();
      else if (folder === null) files.set(part.fieldname, { name: part.filename, bytes: await part.toBuffer() });
      else {
        const path = join(folder, randomUUID());
        files.set(part.fieldname, { name: part.filename, bytes: Buffer.alloc(0), path });
        await keep(part.file, folder, path);
      }
    }
  } catch (error) {
    await forgetFiles(files);
    throw error;
  }
  return { form, files };
}

async function keep(file: Readable & { truncated: boolean }, folder: string, path: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await pipeline(file, createWriteStream(path, { mode: 0o600 }));
  if (file.truncated) throw failure('PAYLOAD_TOO_LARGE', 'kernel.body_too_large');
}

/** What nobody took over. */
export async function forgetFiles(files: SentForm['files']): Promise<void> {
  for (const { path } of files.values()) if (path) await rm(path, { force: true });
}
