import { Readable } from 'node:stream';
import { makeCtx, systemActor } from '../../src/kernel/context.ts';
import { runImport } from '../../src/modules/imports/run.ts';
import { undoImport } from '../../src/modules/imports/undo.ts';
import type { Person } from './cast.ts';
import type { Answer, TestLibrary } from './library.ts';

/** How an import goes over the API, with the worker's part done at once. */
export function importer(library: TestLibrary, who: Person = library.cast.budi) {
  const call = (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    person = who,
  ): Promise<Answer> => library.call(person, method, `/imports${path}`, body);
  const system = () => makeCtx(library.app, systemActor('worker'));
  const upload = (file: Buffer | string, query = '', person = who): Promise<Answer> =>
    library.call(person, 'POST', `/imports${query}`, Readable.from([Buffer.from(file)]), {
      'content-type': 'application/octet-stream',
    });
  const one = async (id: string) => (await call('GET', `/${id}`)).body.data;
  const work = async (id: string) => {
    await runImport(system(), id);
    return one(id);
  };
  return {
    call,
    upload,
    one,
    work,
    /** Upload, choices, preview. */
    async look(file: Buffer | string, options: object = {}, query = '') {
      const { status, body } = await upload(file, query);
      if (status !== 201) throw new Error(JSON.stringify(body));
      const { id } = body.data;
      const changed = await call('PATCH', `/${id}`, { options });
      if (changed.status !== 200) throw new Error(JSON.stringify(changed.body));
      const looked = await call('POST', `/${id}/preview`, {});
      if (looked.status !== 200) throw new Error(JSON.stringify(looked.body));
      return looked.body.data;
    },
    /** All of it, to the end. */
    async bring(file: Buffer | string, options: object = {}, query = '') {
      const { id } = await this.look(file, options, query);
      const started = await call('POST', `/${id}/run`, {});
      if (started.status !== 202) throw new Error(JSON.stringify(started.body));
      return work(id);
    },
    async undo(id: string) {
      const started = await call('POST', `/${id}/undo`, {});
      if (started.status !== 202) throw new Error(JSON.stringify(started.body));
      await undoImport(system(), id);
      return one(id);
    },
  };
}
