/** title | author | publisher | place | year | class | subjects (by comma) | pages. Works that exist, as their catalogues tell. */
export const FICTION_CLASSICS = `
Laskar Pelangi | Andrea Hirata | Bentang Pustaka | Yogyakarta | 2005 | 813 | Fiksi Indonesia, Pendidikan - Fiksi | xiv, 534 hlm. | 9793062797
Sang Pemimpi | Andrea Hirata | Bentang Pustaka | Yogyakarta | 2006 | 813 | Fiksi Indonesia, Persahabatan - Fiksi | x, 292 hlm.
Edensor | Andrea Hirata | Bentang Pustaka | Yogyakarta | 2007 | 813 | Fiksi Indonesia | xii, 290 hlm.
Maryamah Karpov: Mimpi-Mimpi Lintang | Andrea Hirata | Bentang Pustaka | Yogyakarta | 2008 | 813 | Fiksi Indonesia | xii, 504 hlm.
Orang-Orang Biasa | Andrea Hirata | Bentang Pustaka | Yogyakarta | 2019 | 813 | Fiksi Indonesia | xii, 300 hlm.
Bumi Manusia | Pramoedya Ananta Toer | Hasta Mitra | Jakarta | 1980 | 813 | Fiksi Indonesia, Kolonialisme - Fiksi | 535 hlm. | 9799731232
Anak Semua Bangsa | Pramoedya Ananta Toer | Hasta Mitra | Jakarta | 1980 | 813 | Fiksi Indonesia, Kolonialisme - Fiksi | 536 hlm.
Jejak Langkah | Pramoedya Ananta Toer | Hasta Mitra | Jakarta | 1985 | 813 | Fiksi Indonesia, Kolonialisme - Fiksi | 724 hlm.
Rumah Kaca | Pramoedya Ananta Toer | Hasta Mitra | Jakarta | 1988 | 813 | Fiksi Indonesia, Kolonialisme - Fiksi | 646 hlm.
Gadis Pantai | Pramoedya Ananta Toer | Hasta Mitra | Jakarta | 1987 | 813 | Fiksi Indonesia, Perempuan - Fiksi | 270 hlm.
Arus Balik | Pramoedya Ananta Toer | Hasta Mitra | Jakarta | 1995 | 813 | Fiksi Sejarah | 751 hlm.
Bukan Pasar Malam | Pramoedya Ananta Toer | Balai Pustaka | Jakarta | 1951 | 813 | Fiksi Indonesia | 104 hlm.
Perburuan | Pramoedya Ananta Toer | Balai Pustaka | Jakarta | 1950 | 813 | Fiksi Indonesia | 163 hlm.
Cerita Calon Arang | Pramoedya Ananta Toer | Balai Pustaka | Jakarta | 1957 | 813 | Fiksi Anak, Cerita Rakyat - Bali | 94 hlm.
Siti Nurbaya: Kasih Tak Sampai | Marah Rusli | Balai Pustaka | Jakarta | 1922 | 813 | Fiksi Indonesia, Adat Minangkabau - Fiksi | 334 hlm.
La Hami | Marah Rusli | Balai Pustaka | Jakarta | 1952 | 813 | Fiksi Indonesia | 326 hlm.
Azab dan Sengsara | Merari Siregar | Balai Pustaka | Jakarta | 1920 | 813 | Fiksi Indonesia, Adat Batak - Fiksi | 163 hlm.
Salah Asuhan | Abdoel Moeis | Balai Pustaka | Jakarta | 1928 | 813 | Fiksi Indonesia | 273 hlm.
Surapati | Abdoel Moeis | Balai Pustaka | Jakarta | 1950 | 813 | Fiksi Sejarah | 250 hlm.
Sengsara Membawa Nikmat | Tulis Sutan Sati | Balai Pustaka | Jakarta | 1929 | 813 | Fiksi Indonesia | 191 hlm.
Layar Terkembang | Sutan Takdir Alisjahbana | Balai Pustaka | Jakarta | 1936 | 813 | Fiksi Indonesia, Perempuan - Fiksi | 166 hlm.
Dian yang Tak Kunjung Padam | Sutan Takdir Alisjahbana | Balai Pustaka | Jakarta | 1932 | 813 | Fiksi Indonesia | 158 hlm.
Anak Perawan di Sarang Penyamun | Sutan Takdir Alisjahbana | Balai Pustaka | Jakarta | 1940 | 813 | Fiksi Indonesia | 118 hlm.
Belenggu | Armijn Pane | Pustaka Rakyat | Jakarta | 1940 | 813 | Fiksi Indonesia | 150 hlm.
Atheis | Achdiat K. Mihardja | Balai Pustaka | Jakarta | 1949 | 813 | Fiksi Indonesia | 232 hlm.
Hulubalang Raja | Nur Sutan Iskandar | Balai Pustaka | Jakarta | 1934 | 813 | Fiksi Sejarah | 288 hlm.
Katak Hendak Jadi Lembu | Nur Sutan Iskandar | Balai Pustaka | Jakarta | 1935 | 813 | Fiksi Indonesia | 224 hlm.
Si Doel Anak Betawi | Aman Datuk Madjoindo | Balai Pustaka | Jakarta | 1932 | 813 | Fiksi Anak | 109 hlm.
Sukreni Gadis Bali | A.A. Panji Tisna | Balai Pustaka | Jakarta | 1936 | 813 | Fiksi Indonesia, Bali - Fiksi | 124 hlm.
Di Bawah Lindungan Ka'bah | Hamka | Balai Pustaka | Jakarta | 1938 | 813 | Fiksi Indonesia, Fiksi Islam | 65 hlm.
Jalan Tak Ada Ujung | Mochtar Lubis | Balai Pustaka | Jakarta | 1952 | 813 | Fiksi Indonesia, Revolusi - Fiksi | 165 hlm.
Harimau! Harimau! | Mochtar Lubis | Pustaka Jaya | Jakarta | 1975 | 813 | Fiksi Indonesia | 214 hlm.
Senja di Jakarta | Mochtar Lubis | Pustaka Jaya | Jakarta | 1970 | 813 | Fiksi Indonesia | 275 hlm.
Robohnya Surau Kami | A.A. Navis | Gramedia | Jakarta | 1986 | 813 | Cerita Pendek Indonesia | 139 hlm.
Ronggeng Dukuh Paruk | Ahmad Tohari | Gramedia | Jakarta | 1982 | 813 | Fiksi Indonesia | 174 hlm.
Lintang Kemukus Dini Hari | Ahmad Tohari | Gramedia | Jakarta | 1985 | 813 | Fiksi Indonesia | 211 hlm.
Jantera Bianglala | Ahmad Tohari | Gramedia | Jakarta | 1986 | 813 | Fiksi Indonesia | 231 hlm.
Bekisar Merah | Ahmad Tohari | Gramedia Pustaka Utama | Jakarta | 1993 | 813 | Fiksi Indonesia | 312 hlm.
Burung-Burung Manyar | Y.B. Mangunwijaya | Djambatan | Jakarta | 1981 | 813 | Fiksi Indonesia | 261 hlm.
Para Priyayi | Umar Kayam | Pustaka Utama Grafiti | Jakarta | 1992 | 813 | Fiksi Indonesia, Jawa - Fiksi | 308 hlm.
Sri Sumarah dan Bawuk | Umar Kayam | Pustaka Jaya | Jakarta | 1975 | 813 | Cerita Pendek Indonesia | 136 hlm.
Olenka | Budi Darma | Balai Pustaka | Jakarta | 1983 | 813 | Fiksi Indonesia | 232 hlm.
Orang-Orang Bloomington | Budi Darma | Sinar Harapan | Jakarta | 1980 | 813 | Cerita Pendek Indonesia | 239 hlm.
Merahnya Merah | Iwan Simatupang | Gunung Agung | Jakarta | 1968 | 813 | Fiksi Indonesia | 124 hlm.
Ziarah | Iwan Simatupang | Djambatan | Jakarta | 1969 | 813 | Fiksi Indonesia | 141 hlm.
Telegram | Putu Wijaya | Pustaka Jaya | Jakarta | 1973 | 813 | Fiksi Indonesia | 144 hlm.
Tarian Bumi | Oka Rusmini | IndonesiaTera | Magelang | 2000 | 813 | Fiksi Indonesia, Bali - Fiksi | 144 hlm.
Saman | Ayu Utami | Kepustakaan Populer Gramedia | Jakarta | 1998 | 813 | Fiksi Indonesia | 198 hlm.
Larung | Ayu Utami | Kepustakaan Populer Gramedia | Jakarta | 2001 | 813 | Fiksi Indonesia | 259 hlm.
Supernova: Ksatria, Putri, dan Bintang Jatuh | Dee Lestari | Truedee Books | Bandung | 2001 | 813 | Fiksi Indonesia | 231 hlm.
Filosofi Kopi | Dee Lestari | Truedee Books | Jakarta | 2006 | 813 | Cerita Pendek Indonesia | 134 hlm.
Perahu Kertas | Dee Lestari | Bentang Pustaka | Yogyakarta | 2009 | 813 | Fiksi Remaja | xii, 444 hlm.
Aroma Karsa | Dee Lestari | Bentang Pustaka | Yogyakarta | 2018 | 813 | Fiksi Indonesia | xiv, 710 hlm.
Cantik Itu Luka | Eka Kurniawan | Gramedia Pustaka Utama | Jakarta | 2004 | 813 | Fiksi Indonesia | 538 hlm.
Lelaki Harimau | Eka Kurniawan | Gramedia Pustaka Utama | Jakarta | 2004 | 813 | Fiksi Indonesia | 190 hlm.
Seperti Dendam, Rindu Harus Dibayar Tuntas | Eka Kurniawan | Gramedia Pustaka Utama | Jakarta | 2014 | 813 | Fiksi Indonesia | 243 hlm.
Pulang | Leila S. Chudori | Kepustakaan Populer Gramedia | Jakarta | 2012 | 813 | Fiksi Sejarah | viii, 464 hlm.
Laut Bercerita | Leila S. Chudori | Kepustakaan Populer Gramedia | Jakarta | 2017 | 813 | Fiksi Sejarah | x, 379 hlm.
Negeri 5 Menara | Ahmad Fuadi | Gramedia Pustaka Utama | Jakarta | 2009 | 813 | Fiksi Indonesia, Pesantren - Fiksi | xiii, 416 hlm.
Ranah 3 Warna | Ahmad Fuadi | Gramedia Pustaka Utama | Jakarta | 2011 | 813 | Fiksi Indonesia | x, 473 hlm.
Rantau 1 Muara | Ahmad Fuadi | Gramedia Pustaka Utama | Jakarta | 2013 | 813 | Fiksi Indonesia | xii, 395 hlm.
Ayat-Ayat Cinta | Habiburrahman El Shirazy | Republika | Jakarta | 2004 | 813 | Fiksi Islam | 418 hlm.
Ketika Cinta Bertasbih | Habiburrahman El Shirazy | Republika | Jakarta | 2007 | 813 | Fiksi Islam | 477 hlm.
Hafalan Shalat Delisa | Tere Liye | Republika | Jakarta | 2005 | 813 | Fiksi Indonesia, Tsunami Aceh - Fiksi | vi, 248 hlm.
Bumi | Tere Liye | Gramedia Pustaka Utama | Jakarta | 2014 | 813 | Fiksi Remaja, Fantasi | 440 hlm.
Bulan | Tere Liye | Gramedia Pustaka Utama | Jakarta | 2015 | 813 | Fiksi Remaja, Fantasi | 400 hlm.
Matahari | Tere Liye | Gramedia Pustaka Utama | Jakarta | 2016 | 813 | Fiksi Remaja, Fantasi | 400 hlm.
Hujan | Tere Liye | Gramedia Pustaka Utama | Jakarta | 2016 | 813 | Fiksi Remaja | 320 hlm.
Dilan: Dia adalah Dilanku Tahun 1990 | Pidi Baiq | Pastel Books | Bandung | 2014 | 813 | Fiksi Remaja | 348 hlm.
5 cm | Donny Dhirgantoro | Grasindo | Jakarta | 2005 | 813 | Fiksi Remaja, Persahabatan - Fiksi | x, 381 hlm.
Critical Eleven | Ika Natassa | Gramedia Pustaka Utama | Jakarta | 2015 | 813 | Fiksi Indonesia | 344 hlm.
Gadis Kretek | Ratih Kumala | Gramedia Pustaka Utama | Jakarta | 2012 | 813 | Fiksi Indonesia | 275 hlm.
Amba | Laksmi Pamuntjak | Gramedia Pustaka Utama | Jakarta | 2012 | 813 | Fiksi Sejarah | 496 hlm.
Entrok | Okky Madasari | Gramedia Pustaka Utama | Jakarta | 2010 | 813 | Fiksi Indonesia, Perempuan - Fiksi | 282 hlm.
Maryam | Okky Madasari | Gramedia Pustaka Utama | Jakarta | 2012 | 813 | Fiksi Indonesia | 275 hlm.
Hujan Bulan Juni | Sapardi Djoko Damono | Grasindo | Jakarta | 1994 | 811 | Puisi Indonesia | 90 hlm.
Aku Ini Binatang Jalang | Chairil Anwar | Gramedia | Jakarta | 1986 | 811 | Puisi Indonesia | xviii, 110 hlm.
O, Amuk, Kapak | Sutardji Calzoum Bachri | Sinar Harapan | Jakarta | 1981 | 811 | Puisi Indonesia | 133 hlm.
Max Havelaar | Multatuli | Djambatan | Jakarta | 1972 | 839.31 | Fiksi Belanda, Kolonialisme - Fiksi | 361 hlm.
Totto-chan: Gadis Cilik di Jendela | Tetsuko Kuroyanagi | Gramedia Pustaka Utama | Jakarta | 2003 | 895.6 | Fiksi Jepang, Pendidikan - Fiksi | 272 hlm.
Harry Potter dan Batu Bertuah | J.K. Rowling | Gramedia Pustaka Utama | Jakarta | 2000 | 823 | Fiksi Inggris, Fantasi | 384 hlm.
Harry Potter dan Kamar Rahasia | J.K. Rowling | Gramedia Pustaka Utama | Jakarta | 2000 | 823 | Fiksi Inggris, Fantasi | 432 hlm.
Harry Potter dan Tawanan Azkaban | J.K. Rowling | Gramedia Pustaka Utama | Jakarta | 2001 | 823 | Fiksi Inggris, Fantasi | 544 hlm.
Harry Potter dan Piala Api | J.K. Rowling | Gramedia Pustaka Utama | Jakarta | 2001 | 823 | Fiksi Inggris, Fantasi | 896 hlm.
Sang Alkemis | Paulo Coelho | Gramedia Pustaka Utama | Jakarta | 2005 | 869.3 | Fiksi Brasil | 216 hlm.
Dunia Sophie | Jostein Gaarder | Mizan | Bandung | 1996 | 839.82 | Fiksi Norwegia, Filsafat - Fiksi | 551 hlm.
`;
