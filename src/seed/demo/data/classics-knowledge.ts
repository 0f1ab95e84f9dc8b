/** As in classics-fiction.ts. */
export const KNOWLEDGE_CLASSICS = `
Habis Gelap Terbitlah Terang | R.A. Kartini | Balai Pustaka | Jakarta | 1938 | 305.4 | Perempuan, Kartini, R.A. | 204 hlm.
Di Bawah Bendera Revolusi | Soekarno | Panitia Penerbit Di Bawah Bendera Revolusi | Jakarta | 1959 | 320.9598 | Politik - Indonesia, Nasionalisme | 627 hlm.
Catatan Seorang Demonstran | Soe Hok Gie | LP3ES | Jakarta | 1983 | 920 | Biografi, Gerakan Mahasiswa | xxiii, 494 hlm.
Tafsir Al-Mishbah: Pesan, Kesan, dan Keserasian Al-Qur'an | M. Quraish Shihab | Lentera Hati | Jakarta | 2000 | 297.122 | Al-Qur'an - Tafsir | xxviii, 624 hlm.
Membumikan Al-Qur'an: Fungsi dan Peran Wahyu dalam Kehidupan Masyarakat | M. Quraish Shihab | Mizan | Bandung | 1992 | 297.122 | Al-Qur'an - Tafsir | 421 hlm.
Wawasan Al-Qur'an: Tafsir Maudhu'i atas Pelbagai Persoalan Umat | M. Quraish Shihab | Mizan | Bandung | 1996 | 297.122 | Al-Qur'an - Tafsir | xiv, 586 hlm.
Islam: Doktrin dan Peradaban | Nurcholish Madjid | Yayasan Wakaf Paramadina | Jakarta | 1992 | 297 | Islam - Ajaran | cxxiii, 626 hlm.
Pergolakan Pemikiran Islam | Ahmad Wahib | LP3ES | Jakarta | 1981 | 297 | Islam - Pembaruan | xiv, 351 hlm.
La Tahzan: Jangan Bersedih! | 'Aidh al-Qarni | Qisthi Press | Jakarta | 2004 | 297.5 | Akhlak Islam | xxxvi, 572 hlm.
Kebudayaan, Mentalitas dan Pembangunan | Koentjaraningrat | Gramedia | Jakarta | 1974 | 306 | Kebudayaan - Indonesia | 142 hlm.
Manusia dan Kebudayaan di Indonesia | Koentjaraningrat | Djambatan | Jakarta | 1971 | 306.09598 | Kebudayaan - Indonesia, Suku Bangsa | 390 hlm.
Manusia Indonesia | Mochtar Lubis | Yayasan Obor Indonesia | Jakarta | 2001 | 305.8 | Masyarakat - Indonesia | xxviii, 140 hlm.
Sosiologi: Suatu Pengantar | Soerjono Soekanto | Rajawali Pers | Jakarta | 1982 | 301 | Sosiologi | xiv, 475 hlm.
Dasar-Dasar Ilmu Politik | Miriam Budiardjo | Gramedia Pustaka Utama | Jakarta | 2008 | 320 | Ilmu Politik | xvii, 505 hlm.
Prosedur Penelitian: Suatu Pendekatan Praktik | Suharsimi Arikunto | Rineka Cipta | Jakarta | 2010 | 001.42 | Metode Penelitian | xiii, 413 hlm.
Metode Penelitian Kuantitatif, Kualitatif, dan R&D | Sugiyono | Alfabeta | Bandung | 2013 | 001.42 | Metode Penelitian | xii, 334 hlm.
Metodologi Penelitian Kualitatif | Lexy J. Moleong | Remaja Rosdakarya | Bandung | 2007 | 001.42 | Metode Penelitian | xiii, 410 hlm.
Kamus Besar Bahasa Indonesia | Pusat Bahasa | Gramedia Pustaka Utama | Jakarta | 2008 | R 499.221 | Bahasa Indonesia - Kamus | xlii, 1701 hlm.
Kamus Inggris-Indonesia | John M. Echols | Gramedia | Jakarta | 1975 | R 423.99 | Bahasa Inggris - Kamus | xii, 660 hlm.
Tata Bahasa Baku Bahasa Indonesia | Hasan Alwi | Balai Pustaka | Jakarta | 1993 | 499.2215 | Bahasa Indonesia - Tata Bahasa | xxiv, 475 hlm.
Pengantar Ilmu Perpustakaan | Sulistyo-Basuki | Gramedia Pustaka Utama | Jakarta | 1991 | 020 | Ilmu Perpustakaan | xii, 455 hlm.
Sekolah Itu Candu | Roem Topatimasang | Pustaka Pelajar | Yogyakarta | 1998 | 370.1 | Pendidikan - Filsafat | xxi, 135 hlm.
Prinsip Dasar Ilmu Gizi | Sunita Almatsier | Gramedia Pustaka Utama | Jakarta | 2001 | 613.2 | Gizi | xiii, 333 hlm.
Kimia Dasar: Konsep-Konsep Inti | Raymond Chang | Erlangga | Jakarta | 2005 | 540 | Kimia | xvi, 440 hlm.
Biologi | Neil A. Campbell | Erlangga | Jakarta | 2002 | 570 | Biologi | xxi, 438 hlm.
Kalkulus | Edwin J. Purcell | Erlangga | Jakarta | 2003 | 515 | Kalkulus | xii, 404 hlm.
Kosmos | Carl Sagan | Kepustakaan Populer Gramedia | Jakarta | 2016 | 520 | Astronomi | xvi, 488 hlm.
Sejarah Indonesia Modern | M.C. Ricklefs | Gadjah Mada University Press | Yogyakarta | 1991 | 959.8 | Indonesia - Sejarah | xxiv, 501 hlm.
Sejarah Nasional Indonesia | Marwati Djoened Poesponegoro | Balai Pustaka | Jakarta | 1984 | 959.8 | Indonesia - Sejarah | xxvi, 456 hlm.
Nusa Jawa: Silang Budaya | Denys Lombard | Gramedia Pustaka Utama | Jakarta | 1996 | 959.82 | Jawa - Sejarah, Kebudayaan - Jawa | xv, 258 hlm.
Api Sejarah | Ahmad Mansur Suryanegara | Salamadani | Bandung | 2009 | 959.8 | Indonesia - Sejarah, Islam - Sejarah | xxvii, 584 hlm.
Bung Karno: Penyambung Lidah Rakyat Indonesia | Cindy Adams | Gunung Agung | Jakarta | 1966 | 923.1 | Biografi, Soekarno | 470 hlm.
Untuk Negeriku: Sebuah Otobiografi | Mohammad Hatta | Penerbit Buku Kompas | Jakarta | 2011 | 923.2 | Biografi, Hatta, Mohammad | xii, 325 hlm.
Habibie & Ainun | Bacharuddin Jusuf Habibie | THC Mandiri | Jakarta | 2010 | 923.1 | Biografi | xii, 323 hlm.
Sapiens: Riwayat Singkat Umat Manusia | Yuval Noah Harari | Kepustakaan Populer Gramedia | Jakarta | 2017 | 909 | Sejarah Dunia, Peradaban | xii, 526 hlm.
Filosofi Teras | Henry Manampiring | Penerbit Buku Kompas | Jakarta | 2018 | 188 | Filsafat Stoa, Pengembangan Diri | xxiv, 320 hlm.
Atomic Habits: Perubahan Kecil yang Memberikan Hasil Luar Biasa | James Clear | Gramedia Pustaka Utama | Jakarta | 2019 | 158.1 | Pengembangan Diri | xiv, 352 hlm.
Sebuah Seni untuk Bersikap Bodo Amat | Mark Manson | Grasindo | Jakarta | 2018 | 158.1 | Pengembangan Diri | x, 246 hlm.
`;
