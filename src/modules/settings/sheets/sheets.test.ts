import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';

const KOALA = {
  name: 'Koala 3 × 9',
  paperWidth: 210,
  paperHeight: 297,
  columns: 3,
  rows: 9,
  labelWidth: 63.5,
  labelHeight: 29.6,
  leftEdge: 7.25,
  topEdge: 15.3,
  gapX: 2.5,
  gapY: 0,
};

describe('sheets of labels', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  const call = (...args: Parameters<TestLibrary['call']>) => library.call(...args);
  const create = (body: object, who = library.cast.budi) => call(who, 'POST', '/label-sheets', body);

  it('are those the shops sell, and one’s own in front of them', async () => {
    await library.factsSince();
    const made = await create(KOALA);
    expect(made.status).toBe(201);
    expect(made.body.data).toMatchObject({ ...KOALA, own: true, shiftX: 0, shiftY: 0, version: 1 });
    expect(await library.factsSince()).toEqual(['label-sheet.created']);
    const list = (await call(library.cast.tono, 'GET', '/label-sheets')).body.data;
    expect(list[0].name).toBe(KOALA.name);
    expect(list.map(({ code }: { code: string }) => code)).toEqual(
      expect.arrayContaining(['tj-103', 'avery-l7160', 'roll-33x15']),
    );
    expect((await create({ ...KOALA, name: 'KOALA 3 × 9' })).body.error.field).toBe('name');
  });

  it('are changed and removed; who saw an older version is told', async () => {
    const { code } = (await create({ ...KOALA, name: 'Sementara' })).body.data;
    const change = (body: object, version = 1) =>
      call(
        library.cast.budi,
        'PATCH',
        `/label-sheets/${code}`,
        { ...KOALA, name: 'Sementara', ...body },
        { 'if-match': `"v${version}"` },
      );
    await library.factsSince();
    expect((await change({ rows: 8 })).body.data).toMatchObject({ rows: 8, version: 2 });
    expect((await change({ rows: 7 })).status).toBe(412);
    expect((await change({ rows: 8 }, 2)).status).toBe(200);
    expect(await library.factsSince()).toEqual(['label-sheet.updated']);
    expect((await call(library.cast.budi, 'DELETE', `/label-sheets/${code}`)).status).toBe(200);
    expect(await library.factsSince()).toEqual(['label-sheet.removed']);
    expect((await call(library.cast.budi, 'GET', `/label-sheets/${code}`)).status).toBe(404);
  });

  it('have labels that fit on the paper: the form says by how much they do not, and the database knows too', async () => {
    const wide = await create({ ...KOALA, name: 'Lebar', columns: 4 });
    expect([wide.status, wide.body.error.field, wide.body.error.details.reason]).toEqual([
      400,
      'columns',
      'settings.sheet_too_wide',
    ]);
    expect(wide.body.error.message).toContain('58.8 mm');
    expect((await create({ ...KOALA, name: 'Tinggi', topEdge: 40 })).body.error.field).toBe('rows');
    const row = `insert into label_sheets (id, name, paper_width, paper_height, columns, rows, label_width, label_height, created_at, updated_at)
       values (gen_random_uuid(), 'x', 100, 100, $1, $2, 40, 40, now(), now())`; // clock: a row of a test
    await expect(library.app.pool.query(row, [3, 1])).rejects.toThrow('label_sheets_fit_across');
    await expect(library.app.pool.query(row, [1, 3])).rejects.toThrow('label_sheets_fit_down');
    for (const [name, value] of Object.entries({
      columns: 0,
      rows: 51,
      labelWidth: 3,
      gapX: -1,
      paperWidth: 'x',
      leftEdge: 201,
    }))
      expect((await create({ ...KOALA, name: 'Salah', [name]: value })).body.error.field, name).toBe(name);
  });

  it('keep for each how far the printer is to be led', async () => {
    const shift = (code: string, body: object, who = library.cast.budi) =>
      call(who, 'PUT', `/label-sheets/${code}/shift`, body);
    await library.factsSince();
    expect((await shift('tj-103', { x: 1.5, y: -0.7 })).body.data).toMatchObject({ shiftX: 1.5, shiftY: -0.7 });
    expect(await library.factsSince()).toEqual(['label-sheet.shifted']);
    expect((await call(library.cast.tono, 'GET', '/label-sheets/tj-103')).body.data).toMatchObject({ shiftX: 1.5 });
    expect((await shift('tj-103', { x: 1.5, y: -0.7 })).status).toBe(200);
    expect(await library.factsSince()).toEqual([]);
    expect((await shift('tj-103', { x: 21, y: 0 })).body.error.field).toBe('x');
    expect((await shift('roll-33x15', { x: 0, y: 9 })).body.error.field).toBe('y');
    expect((await shift('tidak-ada', { x: 0, y: 0 })).status).toBe(404);
    expect((await shift('tj-103', { x: 0, y: 0 }, library.cast.tono)).status).toBe(403);
  });

  it('are looked at by who works with copies, and changed by who edits them', async () => {
    expect((await call(library.cast.sari, 'GET', '/label-sheets')).status).toBe(403);
    expect((await create({ ...KOALA, name: 'Tono' }, library.cast.tono)).status).toBe(403);
  });
});
