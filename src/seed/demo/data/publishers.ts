const list = (text: string): readonly (readonly [name: string, place: string])[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(' / '))
    .map(([name = '', place = '']) => [name, place]);

/** Who publishes what, and where. */
export const PUBLISHERS: Readonly<Record<string, readonly (readonly [name: string, place: string])[]>> = {
  komputer: list(`Elex Media Komputindo / Jakarta
    Andi Offset / Yogyakarta
    Informatika / Bandung
    Gava Media / Yogyakarta`),
  kampus: list(`Gadjah Mada University Press / Yogyakarta
    Rajawali Pers / Depok
    Kencana / Jakarta
    Pustaka Pelajar / Yogyakarta
    Sinar Grafika / Jakarta
    Airlangga University Press / Surabaya
    Deepublish / Sleman
    Andalas University Press / Padang`),
  umum: list(`Gramedia Pustaka Utama / Jakarta
    Kanisius / Yogyakarta
    Noura Books / Jakarta
    Elex Media Komputindo / Jakarta
    Penebar Plus / Jakarta`),
  islam: list(`Gema Insani / Jakarta
    Mizan / Bandung
    Pustaka Al-Kautsar / Jakarta
    Toha Putra / Semarang
    Republika Penerbit / Jakarta
    Lentera Hati / Tangerang`),
  budaya: list(`Balai Pustaka / Jakarta
    Yayasan Obor Indonesia / Jakarta
    Komunitas Bambu / Depok
    Ombak / Yogyakarta
    Kepustakaan Populer Gramedia / Jakarta
    Kiblat Buku Utama / Bandung`),
  pendidikan: list(`Remaja Rosdakarya / Bandung
    Bumi Aksara / Jakarta
    Alfabeta / Bandung
    Ar-Ruzz Media / Yogyakarta
    Rineka Cipta / Jakarta`),
  pelajaran: list(`Erlangga / Jakarta
    Yudhistira / Jakarta
    Tiga Serangkai / Surakarta
    Intan Pariwara / Klaten
    Grafindo Media Pratama / Bandung
    Pusat Kurikulum dan Perbukuan / Jakarta`),
  anak: list(`Bhuana Ilmu Populer / Jakarta
    DAR! Mizan / Bandung
    Grasindo / Jakarta
    Tiga Ananda / Surakarta
    Badan Pengembangan dan Pembinaan Bahasa / Jakarta`),
  bahasa: list(`Balai Pustaka / Jakarta
    Kesaint Blanc / Jakarta
    Yrama Widya / Bandung
    Pustaka Pelajar / Yogyakarta`),
  sains: list(`Erlangga / Jakarta
    LIPI Press / Jakarta
    Kepustakaan Populer Gramedia / Jakarta
    Penerbit ITB / Bandung
    Bhuana Ilmu Populer / Jakarta`),
  kesehatan: list(`EGC / Jakarta
    Gramedia Pustaka Utama / Jakarta
    Puspa Swara / Jakarta
    Nuha Medika / Yogyakarta`),
  pertanian: list(`Penebar Swadaya / Jakarta
    AgroMedia Pustaka / Jakarta
    Kanisius / Yogyakarta
    IPB Press / Bogor`),
  boga: list(`Gramedia Pustaka Utama / Jakarta
    Kawan Pustaka / Jakarta
    DeMedia Pustaka / Jakarta
    Puspa Swara / Jakarta`),
  bisnis: list(`Salemba Empat / Jakarta
    Elex Media Komputindo / Jakarta
    Laskar Aksara / Bekasi
    Andi Offset / Yogyakarta`),
  sastra: list(`Gramedia Pustaka Utama / Jakarta
    Bentang Pustaka / Yogyakarta
    Grasindo / Jakarta
    Diva Press / Yogyakarta
    Kepustakaan Populer Gramedia / Jakarta
    Marjin Kiri / Tangerang
    Basabasi / Yogyakarta
    Pustaka Jaya / Bandung`),
  sejarah: list(`Balai Pustaka / Jakarta
    Ombak / Yogyakarta
    Komunitas Bambu / Depok
    Penerbit Buku Kompas / Jakarta
    Grasindo / Jakarta`),
  referensi: list(`Ichtiar Baru van Hoeve / Jakarta
    Lentera Abadi / Jakarta
    Balai Pustaka / Jakarta`),
};
