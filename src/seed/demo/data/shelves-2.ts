/** As in shelves-1.ts. */
export const SHELVES_2 = `
@ 507 | Sains | Buku Pelajaran, Ilmu Pengetahuan Alam | 60 | pelajaran
{mapelIpa} untuk Kelas {kelas}
Bank Soal {mapelIpa} Kelas {kelas}
Cara Cepat Menguasai {mapelIpa} Kelas {kelas}
Lembar Kerja {mapelIpa} Kelas {kelas}
@ 300.7 | Sosial | Buku Pelajaran, Ilmu Pengetahuan Sosial | 50 | pelajaran
{mapelIps} untuk Kelas {kelas}
Bank Soal {mapelIps} Kelas {kelas}
Jelajah {mapelIps} Kelas {kelas}
Ringkasan Materi {mapelIps} Kelas {kelas}
@ 510 | Sains | Matematika | 22 | pelajaran
Matematika Itu Asyik: Kelas {kelas}
Olimpiade Matematika {jenjang}
Berhitung Bersama {tokohAnak}
@ 550 | Sains | Ilmu Bumi, Bencana Alam | 40 | sains
Mengenal {alam}
{alam} di Indonesia
Rahasia {alam}
Siaga Menghadapi {alam}
Ensiklopedia Anak: {alam}
@ 590 | Sains | Hewan, Keanekaragaman Hayati | 36 | sains
{fauna} Nusantara
Panduan Lapangan {fauna} di Sumatra
Panduan Lapangan {fauna} di Kalimantan
Panduan Lapangan {fauna} di Papua
Dunia {fauna}
@ 610 | Kesehatan | Kesehatan, Penyakit | 54 | kesehatan
Mengenal dan Mencegah {penyakit}
Hidup Sehat dengan {penyakit}
Menu Sehat untuk Penderita {penyakit}
{penyakit}: Gejala dan Pengobatan
Tanaman Obat untuk {penyakit}
@ 630 | Pertanian | Pertanian, Budidaya Tanaman | 78 | pertanian
Budidaya {tanaman}
Budidaya {tanaman} Secara Organik
Sukses Bertanam {tanaman} di Pekarangan
Hama dan Penyakit pada {tanaman}
Pascapanen {tanaman}
Peluang Usaha {tanaman}
@ 636 | Pertanian | Peternakan, Perikanan | 50 | pertanian
Budidaya {ternak}
Beternak {ternak} di Lahan Sempit
Pakan dan Perawatan {ternak}
Untung Besar dari {ternak}
@ 641.5 | Boga | Masakan Indonesia, Resep | 56 | boga
Resep Masakan {masakan}
Aneka Masakan {masakan} Favorit Keluarga
50 Resep {hidangan}
Dapur {masakan}: Resep Turun-Temurun
Rahasia Lezat Masakan {masakan}
Kreasi {hidangan} untuk Keluarga
@ 658 | Ekonomi dan Bisnis | Kewirausahaan, Manajemen | 46 | bisnis
Memulai Usaha {usaha}
Sukses Berbisnis {usaha}
Manajemen Keuangan Usaha {usaha}
Pemasaran Digital untuk Usaha {usaha}
@ 745 | Kesenian | Seni, Kerajinan | 50 | budaya
Mengenal {seni}
Belajar {seni} untuk Pemula
{seni} dari {daerah}
Sejarah {seni} di {kota}
@ 796 | Olahraga | Olahraga | 34 | umum
Teknik Dasar {olahraga}
Melatih {olahraga} di Sekolah
{olahraga}: Peraturan dan Permainan
Atlet Muda {olahraga}
@ 813 | Fiksi | Fiksi Indonesia, Novel | 330 | sastra
{kata} di {tempat}
{orang} dari {tempat}
{kata} {sifat}
{orang} {sifat}
{kata} untuk {orang} {sifat}
{kata} dan {kata}
Di Antara {kata} dan {kata}
@ 813 | Fiksi Anak | Fiksi Anak | 120 | anak
Petualangan {tokohAnak} di {tempat}
{tokohAnak} dan {hewan} Kecil
{tokohAnak} Anak {budiAnak}
Liburan {tokohAnak} ke {kota}
Rahasia {kata} {tokohAnak}
{hewan} yang {budiAnak}
@ 811 | Fiksi | Puisi Indonesia | 34 | sastra
{kata} {sifat}: Kumpulan Puisi
Sajak-Sajak dari {tempat}
Pantun dan Gurindam {daerah}
@ 899.22 | Fiksi | Cerita Pendek Indonesia | 36 | sastra
{kata} {sifat} dan Cerita-Cerita Lain
Kumpulan Cerpen: {orang} di {tempat}
@ 910 | Sejarah dan Geografi | Perjalanan, Pariwisata | 32 | budaya
Jelajah {kota}: Panduan Wisata
Wisata Budaya {daerah}
Menyusuri {tempat}
Atlas Budaya {daerah}
@ 920 | Sejarah dan Geografi | Biografi, Pahlawan Nasional | 36 | sejarah
{pahlawan}: Riwayat Perjuangan
Mengenal Pahlawan: {pahlawan}
Keteladanan {pahlawan}
@ 959.8 | Sejarah dan Geografi | Indonesia - Sejarah | 62 | sejarah
Kejayaan Kerajaan {kerajaan}
Sejarah Kerajaan {kerajaan}
Kota {kota} Tempo Dulu
Revolusi di {kota} 1945-1949
Sejarah Perlawanan Rakyat {daerah}
Peninggalan Kerajaan {kerajaan}
@ R 030 | Referensi | Ensiklopedia, Referensi | 20 | referensi
Ensiklopedia {seni} Indonesia
Ensiklopedia {fauna} Indonesia
Ensiklopedia Kebudayaan {daerah}
`;
