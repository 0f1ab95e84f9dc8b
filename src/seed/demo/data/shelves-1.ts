/** `@ class | category | subjects | how many | publishers`, then the titles found there; {…} stands for a word of slots.ts. */
export const SHELVES_1 = `
@ 004 | Komputer | Komputer, Teknologi Informasi | 36 | komputer
Panduan Praktis {perangkat}
{perangkat} untuk Pemula
Mahir {perangkat} dalam 7 Hari
Tip dan Trik {perangkat}
Belajar Sendiri {perangkat}
Merawat dan Memperbaiki Komputer {jenjang}
@ 005.133 | Komputer | Pemrograman Komputer, Bahasa Pemrograman | 40 | komputer
Pemrograman {bahasaKode} untuk Pemula
Belajar {bahasaKode} Lewat Proyek
Algoritma dan Struktur Data dengan {bahasaKode}
{bahasaKode}: dari Nol sampai Mahir
Membangun Aplikasi dengan {bahasaKode}
Mengenal Logika Pemrograman Melalui {bahasaKode}
@ 020 | Karya Umum | Ilmu Perpustakaan, Perpustakaan | 28 | kampus
Manajemen Perpustakaan {perpustakaan}
Layanan Perpustakaan {perpustakaan}
Pengolahan Bahan Pustaka Perpustakaan {perpustakaan}
Literasi Informasi di Perpustakaan {perpustakaan}
Pedoman Penyelenggaraan Perpustakaan {perpustakaan}
@ 150 | Psikologi | Psikologi, Kesehatan Jiwa | 34 | umum
Mengelola Rasa {emosi}
Berdamai dengan Rasa {emosi}
Ketika Anak Merasa {emosi}
Psikologi Belajar di {jenjang}
Remaja dan Rasa {emosi}
@ 158 | Psikologi | Pengembangan Diri, Motivasi | 26 | umum
Hidup {budiAnak} dalam Keseharian
Seni Menjadi Pribadi yang {budiAnak}
Menaklukkan Rasa {emosi}
Langkah Kecil Melawan Rasa {emosi}
@ 297.3 | Agama | Fikih, Ibadah (Islam) | 48 | islam
Tuntunan {ibadah} Lengkap
Fikih {ibadah} untuk Pemula
Tanya Jawab Seputar {ibadah}
Makna dan Hikmah {ibadah}
Panduan {ibadah} bagi Pelajar
{ibadah} Menurut Sunah
@ 297.9 | Agama | Kisah Nabi, Kisah Islami | 34 | islam
Kisah {nabi} untuk Anak
Meneladani {nabi}
Kesabaran {nabi}
Perjalanan Hidup {nabi}
Pelajaran dari Kisah {nabi}
@ 297.5 | Agama | Akhlak Islam | 24 | islam
Akhlak Muslim: Menjadi Pribadi yang {budiAnak}
Mendidik Anak agar {budiAnak} Menurut Islam
Anak Saleh Itu {budiAnak}
@ 200 | Agama | Agama-Agama, Kerukunan Beragama | 18 | kampus
Mengenal Agama {agamaLain} di Indonesia
Pendidikan Agama {agamaLain} dan Budi Pekerti Kelas {kelas}
Hari Raya Umat {agamaLain}
@ 302 | Sosial | Masyarakat, Perubahan Sosial | 22 | kampus
Perubahan Sosial Masyarakat {daerah}
Media Sosial dan Remaja di {kota}
Kehidupan Kampung Kota di {kota}
@ 306.09598 | Sosial | Kebudayaan Daerah, Adat Istiadat | 56 | budaya
Adat dan Upacara Perkawinan {daerah}
Kearifan Lokal Masyarakat {daerah}
Sistem Kekerabatan Orang {daerah}
Rumah Adat {daerah}
Busana dan Perhiasan {daerah}
Permainan Tradisional Anak {daerah}
@ 330 | Sosial | Ekonomi, Perdagangan | 22 | kampus
Ekonomi Kerakyatan di {kota}
Pasar Tradisional {kota}: Sejarah dan Masa Depan
Koperasi dan Usaha Mikro di {kota}
@ 340 | Sosial | Hukum, Hukum - Indonesia | 34 | kampus
Pengantar Hukum {hukum} Indonesia
Asas-Asas Hukum {hukum}
Hukum {hukum} dalam Praktik
Himpunan Peraturan Hukum {hukum}
Tanya Jawab Hukum {hukum}
@ 371.3 | Pendidikan | Pembelajaran, Metode Mengajar | 64 | pendidikan
Pembelajaran {metode} di {jenjang}
Strategi Pembelajaran {metode}
Merancang Pembelajaran {metode} untuk {mapelIpa}
Merancang Pembelajaran {metode} untuk {mapelIps}
Penelitian Tindakan Kelas: Pembelajaran {metode}
@ 372 | Pendidikan | Pendidikan Dasar, Pendidikan Karakter | 24 | pendidikan
Pendidikan Karakter: Anak {budiAnak}
Membangun Budaya Literasi di {jenjang}
Gerakan Literasi Sekolah untuk {jenjang}
Manajemen {jenjang} yang Ramah Anak
Bimbingan Konseling: Siswa yang {budiAnak}
@ 398.2 | Cerita Rakyat | Cerita Rakyat, Legenda | 86 | anak
Cerita Rakyat {daerah}
Legenda dari Tanah {daerah}
Dongeng Sebelum Tidur: Cerita {daerah}
Asal-Usul {kota} dan Cerita Lainnya
Si {hewan} yang Cerdik
{hewan} dan {hewan}: Fabel Nusantara
Mengapa {hewan} Takut pada {hewan}
@ 413 | Bahasa | Bahasa Asing, Percakapan | 38 | bahasa
Percakapan Bahasa {bahasa} Sehari-hari
Tata Bahasa {bahasa} Lengkap
Kamus Saku Bahasa {bahasa}
Belajar Bahasa {bahasa} Tanpa Guru
Menulis Surat dalam Bahasa {bahasa}
@ 499.22 | Bahasa | Bahasa Daerah, Bahasa Indonesia | 34 | bahasa
Kamus Bahasa {bahasaDaerah}-Indonesia
Pelajaran Bahasa {bahasaDaerah} Kelas {kelas}
Peribahasa {bahasaDaerah} dan Artinya
Bahasa Indonesia Kelas {kelas} {jenjang}
`;
