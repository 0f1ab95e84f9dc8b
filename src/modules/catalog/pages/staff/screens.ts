import { type MenuEntry, type Screen, type ScreenOptions, screen } from '../../../../kernel/http/screen.ts';
import { COVER_BYTES } from '../../cover.ts';
import { archive, dropCover, restore, takeCover } from './book-acts.ts';
import { bulkPage, bulkPreviewPage, takeBulk } from './bulk.tsx';
import { bulkDonePage, bulkPastPage, takeCancel, takeUndo } from './bulk-done.tsx';
import { copiesPage, takeCopies } from './copies.tsx';
import { copyPage, takeAway, takeCopy } from './copy.tsx';
import { bookEditPage, takeBook } from './edit-book.tsx';
import { headingPage, takeHeading, takeMerge, takeUnmerge } from './heading.tsx';
import { headingsPage } from './headings.tsx';
import { historyPage } from './history.tsx';
import { listPage } from './list.tsx';
import { dropFilter, keepFilter } from './list-acts.ts';
import { newBookPage, takeNewBook } from './new-book.tsx';
import { linePage, quickPage, takeQuick } from './quick-edit.tsx';
import { trashPage } from './trash.tsx';

const staff = (permission: string): ScreenOptions => ({ area: 'staff', permission });
const see = staff('copy:read');
const edit = staff('book:update');

export const catalogStaffPages: readonly Screen[] = [
  screen('GET /staf/buku', see, listPage),
  screen('POST /staf/buku/saringan', see, keepFilter),
  screen('POST /staf/buku/saringan/:id/hapus', see, dropFilter),
  screen('GET /staf/buku/arsip', see, trashPage),
  screen('GET /staf/buku/baru', staff('book:create'), newBookPage),
  screen('POST /staf/buku/baru', staff('book:create'), takeNewBook),
  screen('GET /staf/buku/massal', edit, bulkPage),
  screen('POST /staf/buku/massal', edit, takeBulk),
  screen('GET /staf/buku/massal/pratinjau', edit, bulkPreviewPage),
  screen('GET /staf/buku/massal/riwayat', edit, bulkPastPage),
  screen('GET /staf/buku/massal/:id', edit, bulkDonePage),
  screen('POST /staf/buku/massal/:id/urungkan', edit, takeUndo),
  screen('POST /staf/buku/massal/:id/batal', edit, takeCancel),
  screen('GET /staf/buku/:id', see, bookEditPage),
  screen('POST /staf/buku/:id', edit, takeBook),
  screen('GET /staf/buku/:id/cepat', edit, quickPage),
  screen('POST /staf/buku/:id/cepat', edit, takeQuick),
  screen('GET /staf/buku/:id/baris', see, linePage),
  screen('GET /staf/buku/:id/eksemplar', see, copiesPage),
  screen('POST /staf/buku/:id/eksemplar', staff('copy:create'), takeCopies),
  screen('GET /staf/buku/:id/riwayat', see, historyPage),
  screen('POST /staf/buku/:id/sampul', { ...edit, upload: { maxBytes: COVER_BYTES + 65_536 } }, takeCover),
  screen('POST /staf/buku/:id/sampul/hapus', edit, dropCover),
  screen('POST /staf/buku/:id/arsipkan', staff('book:delete'), archive),
  screen('POST /staf/buku/:id/pulihkan', staff('book:delete'), restore),
  screen('GET /staf/eksemplar/:barcode', see, copyPage),
  screen('POST /staf/eksemplar/:barcode', staff('copy:update'), takeCopy),
  screen('POST /staf/eksemplar/:barcode/tarik', staff('copy:delete'), takeAway),
  screen('GET /staf/pengarang-subjek', staff('heading:update'), headingsPage),
  screen('GET /staf/pengarang-subjek/:id', staff('heading:update'), headingPage),
  screen('POST /staf/pengarang-subjek/:id', staff('heading:update'), takeHeading),
  screen('POST /staf/pengarang-subjek/:id/gabung', staff('heading:merge'), takeMerge),
  screen('POST /staf/pengarang-subjek/:id/pisahkan', staff('heading:merge'), takeUnmerge),
];

const entry = (path: string, label: string, permission: string, icon: string): MenuEntry => ({
  area: 'staff',
  path,
  label,
  permission,
  icon,
  group: 'ui.group.catalog',
});

export const catalogStaffMenu: readonly MenuEntry[] = [
  entry('/staf/buku', 'catalog.staff.books', 'copy:read', 'book'),
  entry('/staf/pengarang-subjek', 'catalog.staff.headings', 'heading:update', 'people'),
];
