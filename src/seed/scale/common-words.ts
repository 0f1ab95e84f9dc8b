/** What titles of Indonesian catalogues say most often, the commonest first. */
export const COMMON_WORDS: readonly string[] = `
indonesia pendidikan sejarah pengantar hukum ekonomi manajemen islam buku ilmu sosial dasar metode bahasa analisis studi
pengembangan budaya masyarakat teori politik penelitian anak ajaran perempuan desa agama sistem pembelajaran kesehatan
matematika teknik kebijakan pembangunan jawa guru sekolah filsafat praktik usaha sastra psikologi komunikasi dunia hidup
panduan administrasi negara keluarga lingkungan kimia fisika biologi akuntansi pertanian strategi kurikulum perpustakaan
informasi komputer teknologi seni cerita rakyat kamus inggris arab al-quran fikih tafsir hadis akhlak dakwah pesantren
tanaman budidaya ternak ikan padi kopi cabai tanah air hutan laut pantai gunung sungai kota daerah nusantara bali sumatra
kalimantan sulawesi papua maluku aceh sunda batak minangkabau bugis melayu betawi madura banjar dayak toraja asmat wayang
batik tari musik gamelan lagu puisi novel drama pantun hikayat babad naskah prasasti candi kerajaan majapahit sriwijaya
mataram demak ternate perang kemerdekaan revolusi pahlawan tokoh biografi presiden menteri rakyat parlemen pemilu partai
demokrasi pancasila undang-undang pidana perdata adat tata peraturan pajak bank uang pasar modal koperasi perdagangan
industri perusahaan pemasaran produksi organisasi kepemimpinan kinerja pegawai kerja tenaga buruh upah keuangan anggaran
audit statistik data peluang aljabar kalkulus geometri bilangan logika algoritma pemrograman jaringan internet aplikasi web
basis robot listrik mesin otomotif bangunan beton jalan jembatan arsitektur rumah taman gizi makanan masakan resep kue minuman
obat penyakit dokter perawat bidan ibu bayi remaja lansia olahraga sepak bola renang catur senam permainan mainan dongeng
legenda fabel kancil gajah harimau burung kupu-kupu bunga pohon buah sayur jamur lebah semut laba-laba dinosaurus planet bumi
bulan matahari bintang cuaca iklim gempa tsunami banjir bencana energi minyak gas batubara nuklir surya angin tenaga atom sel
genetika evolusi bakteri virus sains eksperimen laboratorium ensiklopedia atlas peta perjalanan wisata hotel kapal kereta pesawat
sepeda motor mobil cinta rindu senja hujan pelangi malam pagi fajar musim janji surat rahasia mimpi harapan doa air-mata
sahabat kekasih pengantin istri suami ayah nenek kakek cucu santri kyai nabi rasul sahabat-nabi surga puasa zakat haji salat
sunah tauhid sufi tasawuf gereja alkitab kristen katolik hindu buddha yoga meditasi jiwa hati pikiran motivasi sukses kaya
bahagia sabar jujur berani cerdas kreatif mandiri disiplin karakter moral etika estetika logam kayu bambu rotan tenun keramik
lukisan patung fotografi film televisi radio koran majalah wartawan jurnalistik retorika pidato surat-menyurat tata-bahasa
membaca menulis menyimak berbicara menghitung menggambar menyanyi bermain belajar mengajar mendidik membimbing melatih menilai
introduction handbook history theory practice guide principles modern management education development economics society science
law language english culture research design systems analysis applied advanced engineering mathematics physics chemistry
biology medicine nursing psychology philosophy religion politics international business marketing accounting finance computer
programming network database software security art music literature poetry stories children world asia southeast
`
  .trim()
  .split(/\s+/)
  .filter((word, at, all) => all.indexOf(word) === at && !word.includes('-'));
