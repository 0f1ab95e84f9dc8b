import { messages } from '../../kernel/i18n.ts';

export const catalogMessages = messages({
  'catalog.title_required': { id: 'Judul harus diisi', en: 'A title is needed' },
  'catalog.title_too_long': { id: 'Judul terlalu panjang', en: 'The title is too long' },
  'catalog.author_required': { id: 'Penulis harus diisi', en: 'An author is needed' },
  'catalog.author_too_long': { id: 'Nama penulis terlalu panjang', en: 'The name of the author is too long' },
  'catalog.bad_isbn': { id: 'Format ISBN tidak valid', en: 'The ISBN is not valid' },
  'catalog.category_required': { id: 'Kategori harus diisi', en: 'A category is needed' },
  'catalog.category_too_long': { id: 'Kategori terlalu panjang', en: 'The category is too long' },
  'catalog.stock_whole': { id: 'Stok harus bilangan bulat', en: 'The stock must be a whole number' },
  'catalog.stock_negative': { id: 'Stok tidak boleh negatif', en: 'The stock must not be negative' },
  'catalog.stock_too_large': { id: 'Stok tidak boleh lebih dari 1000', en: 'The stock must not be more than 1000' },
  'catalog.year_whole': { id: 'Tahun terbit harus bilangan bulat', en: 'The year must be a whole number' },
  'catalog.year_too_early': { id: 'Tahun terbit tidak valid', en: 'The year of publication is not valid' },
  'catalog.year_in_future': {
    id: 'Tahun terbit tidak boleh masa depan',
    en: 'The year of publication must not be in the future',
  },
  'catalog.publisher_too_long': { id: 'Nama penerbit terlalu panjang', en: 'The name of the publisher is too long' },
  'catalog.description_too_long': { id: 'Deskripsi terlalu panjang', en: 'The description is too long' },
  'catalog.isbn_exists': {
    id: 'ISBN ini sudah ada di katalog. Kirim lagi dengan konfirmasi bila memang edisi lain',
    en: 'This ISBN is in the catalogue already. Send again with confirmation if it is another edition',
  },
  'catalog.bad_language': {
    id: 'Bahasa ditulis dengan kode dua atau tiga huruf, misalnya id atau en',
    en: 'Write the language as a code of two or three letters, like id or en',
  },
  'catalog.bad_material_type': {
    id: 'Jenis bahan ditulis dengan huruf besar, misalnya BOOK atau JOURNAL',
    en: 'Write the material type in capitals, like BOOK or JOURNAL',
  },
  'catalog.bad_role': {
    id: 'Peran ditulis dengan huruf besar, misalnya AUTHOR atau TRANSLATOR',
    en: 'Write the role in capitals, like AUTHOR or TRANSLATOR',
  },
  'catalog.bad_barcode': {
    id: 'Barcode memuat huruf, angka, titik, garis, atau garis miring; paling banyak 40',
    en: 'A barcode has letters, digits, dots, dashes or slashes; at most 40',
  },
  'catalog.barcode_taken': { id: 'Barcode ini sudah dipakai', en: 'This barcode is already in use' },
  'catalog.barcode_twice': { id: 'Barcode ini ditulis dua kali', en: 'This barcode is written twice' },
  'catalog.book_not_found': { id: 'Buku tidak ditemukan', en: 'The book was not found' },
  'catalog.barcode_misread': {
    id: 'Barkode {barcode} salah terbaca: angka periksanya tidak cocok. Pindai sekali lagi.',
    en: 'Barcode {barcode} was misread: its check digit does not fit. Scan it again.',
  },
  'catalog.range_not_found': { id: 'Rentang barkode tidak ditemukan', en: 'The range of barcodes was not found' },
  'catalog.range_taken': {
    id: 'Sebagian nomor ini sudah ada di rentang lain',
    en: 'Some of these numbers are in another range already',
  },
  'catalog.range_used': {
    id: 'Sebagian nomor ini sudah dipakai eksemplar: {barcodes}',
    en: 'Some of these numbers are on copies already: {barcodes}',
  },
  'catalog.range_too_far': {
    id: 'Nomor ini terlalu besar untuk rentang',
    en: 'These numbers are too large for a range',
  },
  'catalog.copy_not_found': { id: 'Eksemplar tidak ditemukan', en: 'The copy was not found' },
  'catalog.heading_not_found': { id: 'Tajuk tidak ditemukan', en: 'The heading was not found' },
  'catalog.branch_not_found': { id: 'Cabang tidak ditemukan', en: 'The branch was not found' },
  'catalog.branch_closed': { id: 'Cabang ini sudah ditutup', en: 'This branch is closed' },
  'catalog.branch_needed': {
    id: 'Sebutkan cabang tempat eksemplar disimpan',
    en: 'Say at which branch the copies are kept',
  },
  'catalog.collection_type_not_found': { id: 'Jenis koleksi tidak ditemukan', en: 'The collection type was not found' },
  'catalog.no_collection_type': {
    id: 'Belum ada jenis koleksi; buat dahulu',
    en: 'There is no collection type yet; make one first',
  },
  'catalog.archived': {
    id: 'Buku ini sudah diarsipkan; pulihkan dahulu',
    en: 'This book is archived; restore it first',
  },
  'catalog.not_archived': { id: 'Buku ini tidak diarsipkan', en: 'This book is not archived' },
  'catalog.copies_out': {
    id: 'Masih ada {out} eksemplar di luar rak (dipinjam, di rak pemesanan, atau dalam perjalanan)',
    en: '{out} copies are still out (on loan, on the hold shelf or in transit)',
  },
  'catalog.holds_waiting': { id: 'Masih ada {holds} pemesanan menunggu', en: '{holds} holds are still waiting' },
  'catalog.not_enough_free': {
    id: 'Hanya {free} eksemplar bebas yang dapat dikurangi, tidak {asked}',
    en: 'Only {free} free copies can be taken away, not {asked}',
  },
  'catalog.copy_busy': {
    id: 'Eksemplar ini sedang dipinjam, di rak pemesanan, atau dalam perjalanan',
    en: 'This copy is on loan, on the hold shelf or in transit',
  },
  'catalog.copy_withdrawn': { id: 'Eksemplar ini sudah ditarik', en: 'This copy is withdrawn' },
  'catalog.count_or_barcodes': {
    id: 'Sebutkan jumlah eksemplar atau barcode-nya, tidak keduanya',
    en: 'Give either the number of copies or their barcodes',
  },
  'catalog.heading_exists': {
    id: 'Tajuk dengan nama ini sudah ada; gabungkan keduanya',
    en: 'A heading of this name exists already; merge the two',
  },
  'catalog.heading_merged': { id: 'Tajuk ini sudah digabungkan', en: 'This heading was merged into another' },
  'catalog.heading_not_merged': { id: 'Tajuk ini tidak digabungkan', en: 'This heading is not merged' },
  'catalog.merged_later': {
    id: 'Tajuk tujuannya digabungkan lagi sesudahnya; batalkan dahulu penggabungan itu',
    en: 'The heading it went to was merged again since; undo that merge first',
  },
  'catalog.merge_forgotten': {
    id: 'Penggabungan ini dibuat versi lama dan tidak dapat dibatalkan',
    en: 'This merge was made by an earlier version and cannot be undone',
  },
  'catalog.merge_itself': {
    id: 'Tajuk tidak dapat digabungkan dengan dirinya',
    en: 'A heading cannot merge into itself',
  },
  'catalog.merge_kinds': {
    id: 'Hanya tajuk sejenis yang dapat digabungkan',
    en: 'Only headings of one kind can be merged',
  },
  'catalog.no_cover': { id: 'Buku ini tidak mempunyai sampul', en: 'This book has no cover' },
  'catalog.bad_cover': {
    id: 'Sampul harus PNG, JPEG, atau WebP, paling besar 5 MB',
    en: 'A cover must be PNG, JPEG or WebP, at most 5 MB',
  },
  'catalog.file_needed': { id: 'Berkas harus disertakan', en: 'A file is needed' },
  'catalog.bad_facet': { id: 'Faset {name} tidak dikenal', en: 'The facet {name} is not known' },
  'catalog.row_too_long': {
    id: 'Baris ini mempunyai lebih banyak sel daripada kolom',
    en: 'This row has more cells than there are columns',
  },
  'catalog.no_title_column': {
    id: 'Tidak ada kolom judul di baris pertama',
    en: 'There is no column for the title in the first line',
  },
  'catalog.bad_csv': {
    id: 'Berkas tidak dapat dibaca sebagai CSV ({problem}, baris {line})',
    en: 'The file cannot be read as CSV ({problem}, line {line})',
  },
  'catalog.bad_price': { id: 'Harga harus bilangan bulat rupiah', en: 'The price must be whole rupiah' },
  'catalog.too_many_filters': {
    id: 'Paling banyak {most} saringan tersimpan; hapus satu dahulu',
    en: 'At most {most} saved filters; remove one first',
  },
  'catalog.filter_exists': { id: 'Saringan dengan nama ini sudah ada', en: 'There is a filter of this name already' },
  'catalog.filter_not_found': { id: 'Saringan tidak ditemukan', en: 'The filter was not found' },
  'catalog.no_sheet': { id: 'Lembar label ini tidak dikenal', en: 'This sheet of labels is not known' },
  'catalog.changed_since': { id: 'sudah diubah sejak impor', en: 'was changed since the import' },
  'catalog.used_since': { id: 'sudah dipinjam atau dipesan', en: 'was lent or reserved since' },
  'catalog.batch_not_found': { id: 'Perubahan massal tidak ditemukan', en: 'The bulk edit was not found' },
  'catalog.batch_undone': { id: 'Perubahan massal ini sudah diurungkan', en: 'This bulk edit was undone already' },
  'catalog.batch_touched': {
    id: '{touched} dari {count} buku sudah diubah lagi sejak itu; buku itu akan dibiarkan',
    en: '{touched} of {count} books were changed again since; they would be left as they are',
  },
  'catalog.batch_running': {
    id: 'Perubahan massal ini masih berjalan; tunggu atau batalkan dahulu',
    en: 'This bulk edit is still under way; wait, or cancel it first',
  },
  'catalog.batch_not_running': {
    id: 'Perubahan massal ini sudah tidak berjalan',
    en: 'This bulk edit is not under way any more',
  },
  'catalog.bulk_choose': {
    id: 'Pilih buku dengan daftar atau dengan saringan, salah satu',
    en: 'Choose the books by a list or by a filter, one of them',
  },
  'catalog.bulk_too_many': {
    id: 'Paling banyak {most} buku sekali jalan; persempit saringan',
    en: 'At most {most} books at once; narrow the filter',
  },
  'catalog.bulk_no_change': { id: 'Tentukan sedikitnya satu perubahan', en: 'Say at least one change' },
  'catalog.bulk_twice': { id: 'Satu isian hanya diubah sekali', en: 'A field is changed only once' },
  'catalog.bulk_find_needed': { id: 'Tulis teks yang hendak diganti', en: 'Write the text to be replaced' },
  'catalog.bulk_no_append': {
    id: 'Bahasa tidak dapat ditambahkan, hanya diisi',
    en: 'A language can be set, not added to',
  },
  'catalog.bulk_too_long': {
    id: 'Hasilnya terlalu panjang untuk isian itu',
    en: 'The result is too long for the field',
  },
  'catalog.bulk_too_many_subjects': { id: 'Paling banyak 50 subjek', en: 'At most 50 subjects' },
  'catalog.bulk_elsewhere': {
    id: 'Eksemplar milik cabang lain tidak dapat Anda ubah',
    en: 'You may not change copies of another branch',
  },
  'catalog.job_reindex': { id: 'Perbarui indeks pencarian buku', en: 'Renew the search index of books' },
  'catalog.job_bulk': { id: 'Jalankan ubah massal', en: 'Carry out a bulk edit' },
  'catalog.bulk_schedule': {
    id: 'Lanjutkan ubah massal yang terhenti',
    en: 'Go on with bulk edits that stand still',
  },
  'catalog.heal_schedule': {
    id: 'Samakan indeks pencarian dengan katalog',
    en: 'Bring the search index in step with the catalogue',
  },
});
