/** Words a guesser tries first: the world's commonest passwords and those of Indonesian offices, schools and libraries. */
const WORDS = `
password passw0rd passwort pass passcode letmein welcome admin administrator root user guest login master access secret
qwerty qwertyui qwertyuiop qwertz azerty asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc qwe asd zxc abc abcd abcde
abcdef abcdefgh abcdefghij test testing tester demo sample example default changeme temp temporary dragon monkey football
baseball basketball soccer superman batman spiderman pokemon naruto starwars matrix trustno iloveyou loveyou lovely love
princess sunshine shadow michael jordan jennifer jessica ashley charlie daniel thomas robert george andrew hunter killer
ninja mustang corvette ferrari mercedes harley hello freedom whatever cheese computer internet server network windows
samsung iphone google facebook instagram twitter youtube gmail yahoo github summer winter spring autumn monday friday
january december flower butterfly angel chocolate cookie banana orange purple silver golden diamond blink
katasandi sandi rahasia sandirahasia rahasiaku masuk selamat selamatdatang pengguna pengurus pengelola petugas operator
indonesia merdeka pancasila garuda nusantara bhinneka jakarta bandung surabaya yogyakarta jogja semarang medan makassar
denpasar bali jayapura papua jawa sumatera kalimantan sulawesi aceh padang palembang bogor depok bekasi tangerang
sayang cinta cintaku sayangku akucintakamu akusayangkamu kamu bismillah alhamdulillah assalamualaikum insyaallah allah
allahuakbar muhammad yesus tuhan bunda ibu ayah mama papa anak keluarga sahabat teman kucing kelinci persib persija arema
bonek doraemon sekolah siswa guru murid kampus mahasiswa dosen universitas kelas smp sma sman smkn sdn madrasah pesantren
perpustakaan perpus perpusku pustaka pustakawan pustakawati library librarian libraries buku bukuku book books bookworm
katalog anggota peminjaman pengembalian denda slims senayan senayanlibrary koha perpusnas adminperpus adminpustaka
adminperpustakaan adminslims adminlibrary superadmin mypassword newpassword passwordku sandiku sandibaru
`;

export const COMMON: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter(Boolean));
