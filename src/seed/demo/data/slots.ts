const list = (text: string): readonly string[] =>
  text
    .split(/[,\n]/)
    .map((item) => item.trim())
    .filter(Boolean);

/** What the titles on the shelves are made from. */
export const SLOTS: Readonly<Record<string, readonly string[]>> = {
  daerah:
    list(`Aceh, Minangkabau, Batak, Melayu Riau, Lampung, Betawi, Sunda, Banten, Jawa, Madura, Bali, Sasak, Sumbawa, Flores,
    Sumba, Timor, Bugis, Toraja, Minahasa, Gorontalo, Banjar, Dayak, Kutai, Ambon, Ternate, Biak, Asmat, Dani`),
  kota: list(`Yogyakarta, Surakarta, Malang, Bandung, Padang, Medan, Palembang, Makassar, Manado, Banjarmasin, Pontianak, Ambon,
    Jayapura, Denpasar, Kupang, Semarang, Surabaya, Cirebon, Bukittinggi, Ternate`),
  tempat:
    list(`Kaki Merapi, Tepi Mahakam, Lembah Baliem, Teluk Bayur, Danau Toba, Pelabuhan Ratu, Kota Tua, Bukit Barisan, Ubud,
    Tanah Gayo, Pulau Rote, Kampung Naga, Selat Bali, Pantai Losari, Pasar Senen, Stasiun Tugu, Kebun Teh, Ladang Garam,
    Simpang Lima, Ujung Kulon, Tanjung Perak, Lereng Semeru, Kampung Nelayan, Tanah Papua, Raja Ampat, Kota Hujan`),
  kata: list(`Senja, Hujan, Rumah, Surat, Jejak, Bayang-Bayang, Nyanyian, Rindu, Janji, Cahaya, Perahu, Jendela, Layang-Layang,
    Kenangan, Warisan, Doa, Musim, Rahasia, Kabut, Lentera, Sepasang Merpati, Kidung, Cerita, Perjalanan, Angin`),
  sifat:
    list(`Terakhir, Pertama, yang Hilang, yang Tertunda, Tanpa Nama, yang Kembali, Sunyi, Biru, Sebelum Fajar, Setelah Hujan,
    di Ujung Jalan, dari Seberang, untuk Ibu, Masa Kecil, Sang Penari, Seorang Guru, Anak Pesisir, Tukang Perahu`),
  orang:
    list(`Perempuan, Lelaki, Gadis, Anak, Guru, Bidan, Nelayan, Penari, Dalang, Pengrajin, Tukang Pos, Penjaga Mercusuar,
    Penenun, Pelaut, Pemetik Teh, Juru Kunci`),
  tokohAnak: list(
    `Dimas, Rara, Bagas, Naya, Tio, Siti, Made, Ucok, Asep, Nona Kupang, Obet, Lala, Kiki dan Koko, Wulan, Yosef, Butet`,
  ),
  hewan:
    list(`Kancil, Kura-Kura, Gajah, Harimau, Monyet, Kelinci, Burung Pipit, Kupu-Kupu, Semut, Orang Utan, Penyu, Cendrawasih,
    Badak, Katak, Ayam Jago, Kerbau, Anoa, Komodo`),
  budiAnak: list(
    'Jujur, Sabar, Rajin, Pemberani, Hemat, Suka Menolong, Mandiri, Rendah Hati, Tepat Waktu, Peduli Lingkungan',
  ),
  mapelIpa: list('Matematika, Fisika, Kimia, Biologi, Ilmu Pengetahuan Alam, Informatika'),
  mapelIps: list('Sejarah, Geografi, Ekonomi, Sosiologi, Ilmu Pengetahuan Sosial, Antropologi'),
  kelas: list('VII, VIII, IX, X, XI, XII'),
  jenjang: list('SD/MI, SMP/MTs, SMA/MA, SMK/MAK'),
  metode: list(`Inkuiri, Berbasis Proyek, Kooperatif, Kontekstual, Berdiferensiasi, Berbasis Masalah, Tematik, Daring,
    Bermain Peran, Berbasis Kearifan Lokal`),
  ibadah: list('Salat, Puasa, Zakat, Haji dan Umrah, Wudu dan Tayamum, Salat Sunah, Zikir dan Doa, Kurban dan Akikah'),
  nabi: list(
    'Nabi Adam, Nabi Nuh, Nabi Ibrahim, Nabi Yusuf, Nabi Musa, Nabi Sulaiman, Nabi Yunus, Nabi Isa, Nabi Muhammad',
  ),
  tanaman:
    list(`Cabai, Tomat, Bawang Merah, Padi, Jagung, Kedelai, Kopi, Kakao, Cengkih, Lada, Pala, Sawit, Karet, Mangga, Durian,
    Jeruk, Pisang, Pepaya, Anggrek, Sayuran, Jamur Tiram, Singkong, Vanili, Kelapa, Porang`),
  ternak:
    list(`Lele, Nila, Gurami, Bandeng, Udang Vaname, Rumput Laut, Ayam Kampung, Bebek Petelur, Kambing, Sapi Potong, Sapi Perah,
    Kelinci, Lebah Madu, Burung Puyuh, Ikan Hias`),
  masakan: list(
    'Nusantara, Padang, Betawi, Sunda, Jawa, Bali, Manado, Makassar, Aceh, Palembang, Banjar, Papua, Peranakan',
  ),
  hidangan: list(
    'Tempe dan Tahu, Ikan Laut, Kue Basah, Sambal, Jajan Pasar, Bekal Sekolah, Soto, Kue Kering, Minuman Segar',
  ),
  penyakit:
    list(`Diabetes, Hipertensi, Asma, Demam Berdarah, Tuberkulosis, Stroke, Asam Urat, Malaria, Anemia, Stunting, Jantung Koroner,
    Alergi, Obesitas, Gangguan Lambung`),
  bahasaKode: list('Python, Java, PHP, JavaScript, C++, Kotlin, Go, SQL, R, Dart'),
  perangkat:
    list(`Microsoft Excel, Microsoft Word, CorelDRAW, Adobe Photoshop, AutoCAD, Blender, SPSS, LibreOffice, Linux Ubuntu,
    WordPress, Arduino, Android, MySQL, QGIS`),
  olahraga: list(
    'Sepak Bola, Bulu Tangkis, Pencak Silat, Bola Voli, Renang, Bola Basket, Atletik, Panahan, Tenis Meja, Senam, Catur',
  ),
  seni: list(`Batik, Tenun Ikat, Wayang Kulit, Gamelan, Angklung, Tari Tradisional, Ukir Kayu, Keroncong, Seni Rupa Anak, Sasando,
    Anyaman Bambu, Fotografi, Kaligrafi, Teater Rakyat, Origami`),
  bahasa: list('Inggris, Arab, Jepang, Mandarin, Jerman, Korea, Prancis, Belanda'),
  bahasaDaerah: list('Jawa, Sunda, Bali, Batak Toba, Minangkabau, Bugis, Madura, Aceh, Banjar, Sasak'),
  usaha:
    list(`Warung Kopi, Katering, Laundry, Konveksi, Toko Daring, Bengkel, Kerajinan Tangan, Budidaya Ikan, Kue Kering, Sablon,
    Agen Perjalanan, Pupuk Organik, Percetakan, Salon, Bank Sampah`),
  pahlawan:
    list(`Pangeran Diponegoro, Cut Nyak Dien, Sultan Hasanuddin, Tuanku Imam Bonjol, Pattimura, Ki Hajar Dewantara, Dewi Sartika,
    Jenderal Sudirman, Frans Kaisiepo, I Gusti Ngurah Rai, Sisingamangaraja XII, Martha Christina Tiahahu, Silas Papare,
    Teuku Umar, Robert Wolter Mongisidi, Sam Ratulangi, Ahmad Dahlan, Hasyim Asy'ari`),
  kerajaan:
    list(`Sriwijaya, Majapahit, Kutai, Tarumanegara, Mataram Kuno, Singasari, Pajajaran, Demak, Samudra Pasai, Ternate dan Tidore,
    Gowa-Tallo, Banjar, Aceh Darussalam, Buleleng, Siak Sri Indrapura`),
  hukum:
    list(`Pidana, Perdata, Adat, Tata Negara, Administrasi Negara, Lingkungan, Agraria, Ketenagakerjaan, Perlindungan Anak, Dagang,
    Islam, Waris`),
  alam: list(`Gunung Api, Gempa Bumi, Tsunami, Hutan Mangrove, Terumbu Karang, Sungai, Cuaca dan Iklim, Tata Surya, Fosil, Mineral,
    Danau Purba, Angin Muson`),
  fauna: list('Burung, Kupu-Kupu, Ikan Air Tawar, Reptil, Mamalia, Serangga, Amfibi, Primata, Kelelawar, Penyu'),
  emosi: list('Cemas, Marah, Sedih, Takut Gagal, Stres, Jenuh, Rendah Diri, Kesepian'),
  perpustakaan: list('Sekolah, Desa, Perguruan Tinggi, Umum, Khusus, Digital, Keliling, Masjid, Pesantren'),
  agamaLain: list('Katolik, Kristen, Hindu, Buddha, Khonghucu'),
};
