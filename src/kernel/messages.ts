import { messages } from './i18n.ts';

export const kernelMessages = messages({
  'kernel.not_found': { id: 'Data tidak ditemukan', en: 'Not found' },
  'kernel.route_not_found': { id: 'Alamat ini tidak ada', en: 'There is nothing at this address' },
  'kernel.validation': { id: 'Validasi gagal', en: 'Validation failed' },
  'kernel.bad_text': {
    id: 'Teks memuat karakter yang tidak dapat disimpan',
    en: 'The text holds a character that cannot be stored',
  },
  'kernel.too_deep': { id: 'Data terlalu dalam atau terlalu banyak', en: 'The data is nested too deep or too large' },
  'kernel.bad_body': { id: 'Isi permintaan tidak dapat dibaca', en: 'The request body cannot be read' },
  'kernel.bad_request': { id: 'Permintaan tidak dapat dibaca', en: 'The request cannot be read' },
  'kernel.bad_value': { id: 'Nilai {field} tidak dapat diterima', en: 'The value of {field} cannot be accepted' },
  'kernel.date_out_of_range': {
    id: 'Tanggal harus antara tahun 1000 dan 9998',
    en: 'The date must lie between the years 1000 and 9998',
  },
  'kernel.bad_cursor': { id: 'Penanda halaman tidak sah', en: 'The page cursor is not valid' },
  'kernel.page_too_deep': {
    id: 'Halaman terlalu jauh; gunakan cursor dari meta.nextCursor',
    en: 'That page is too deep; use the cursor in meta.nextCursor',
  },
  'kernel.body_too_large': { id: 'Isi permintaan terlalu besar', en: 'The request body is too large' },
  'kernel.media_type': { id: 'Jenis isi permintaan tidak didukung', en: 'The content type is not supported' },
  'kernel.sign_in': { id: 'Silakan masuk lebih dahulu', en: 'Please sign in first' },
  'kernel.forbidden': {
    id: 'Anda tidak memiliki izin untuk ini ({permission})',
    en: 'You do not have permission for this ({permission})',
  },
  'kernel.bad_origin': { id: 'Permintaan dari situs lain ditolak', en: 'A request from another site was refused' },
  'kernel.api_version': { id: 'Versi API tidak didukung', en: 'Unsupported API version' },
  'kernel.rate_limited': {
    id: 'Terlalu banyak permintaan. Coba lagi dalam {seconds} detik',
    en: 'Too many requests. Try again in {seconds} seconds',
  },
  'kernel.key_reused': {
    id: 'Idempotency-Key ini sudah dipakai untuk isi yang lain',
    en: 'This Idempotency-Key was already used with another body',
  },
  'kernel.key_invalid': { id: 'Idempotency-Key tidak sah', en: 'The Idempotency-Key is not valid' },
  'kernel.changed_meanwhile': {
    id: 'Data sudah diubah orang lain; muat ulang lalu coba lagi',
    en: 'Somebody else changed this meanwhile; reload and try again',
  },
  'kernel.duplicate': { id: 'Data yang sama sudah ada', en: 'The same record already exists' },
  'kernel.in_use': { id: 'Masih dipakai oleh data lain', en: 'Still in use by other records' },
  'kernel.rule_broken': { id: 'Aturan {rule} tidak terpenuhi', en: 'The rule {rule} is not met' },
  'kernel.unavailable': {
    id: 'Layanan sedang tidak tersedia. Coba lagi sebentar lagi',
    en: 'The service is not available right now. Try again shortly',
  },
  'kernel.internal': { id: 'Terjadi kesalahan internal', en: 'An internal error happened' },
});
