import type { Random } from '../../random.ts';

export type Sex = 'f' | 'm';
export interface PersonName {
  name: string;
  sex: Sex;
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const JAVA = {
  m: words(`Slamet Bambang Agus Joko Sugeng Heru Eko Dwi Tri Wahyu Arief Budi Sutrisno Hendro Bagus Aditya Rizky Galih Yoga
    Danang Wisnu Teguh Purnomo Bayu Dimas Ilham Fajar Gilang Satria Rangga`),
  f: words(`Sri Siti Endang Retno Dewi Wahyuni Ratna Indah Ningsih Sulastri Lestari Ayu Fitri Puji Tri Dwi Nurul Rina Yuni
    Wulan Anisa Dian Eka Kartika Laras Sekar Maya Galuh Novita Intan`),
  last: words(`Santoso Wibowo Prasetyo Hartono Nugroho Setiawan Kurniawan Susanto Utomo Saputra Wijayanto Handoko Sudarsono
    Pranoto Mulyono Raharjo Widodo Pamungkas Firmansyah Hidayat Suryadi Subagyo Kusuma Purnama`),
  lastF: words(`Rahayu Wulandari Astuti Handayani Lestari Puspitasari Kusumawati Widyastuti Purwanti Setyowati Anggraini
    Pertiwi Maharani Utami Cahyani Safitri Permatasari Nurhayati Susilowati Damayanti`),
};
const SUNDA = {
  m: words('Asep Dadang Ujang Cecep Deden Iwan Yayan Tatang Nandang Dede Encep Agung Ridwan Hilman Opik Rahmat'),
  f: words('Neneng Euis Nining Lilis Teti Imas Iis Wiwin Rina Ai Elis Yeni Siti Nia Santi Rosita'),
  last: words(`Hidayat Sunandar Suherman Kosasih Supriatna Sobari Rohendi Gunawan Mulyana Permana Ramdani Sutisna Solihin
    Komarudin Nurjaman Firdaus`),
  lastF: words(
    'Rohaeni Komalasari Nurjanah Suryani Kurniasih Sumiati Maryati Hasanah Marlina Yuningsih Sopiah Fatimah',
  ),
};
const BATAK = {
  m: words(
    'Togar Parlindungan Binsar Hotman Jonathan Saut Poltak Rudolf Daniel Marihot Andreas Tigor Ferdinand Samuel Josua',
  ),
  f: words(
    'Ruth Tiurma Rotua Lamria Debora Melva Ester Duma Hotmauli Rosmaida Yohana Christina Sondang Grace Novelina',
  ),
  last: words(`Simanjuntak Sihombing Nainggolan Panjaitan Siregar Hutagalung Sitorus Manurung Simbolon Lubis Nasution Harahap
    Ginting Tarigan Sembiring Sinaga Purba Silalahi Pasaribu Tobing Saragih Situmorang`),
};
const MINANG = {
  m: words('Rahmat Hendri Yusrizal Zulkifli Afrizal Syafril Ilham Fadli Rizal Dedi Irwandi Masrul Taufik Ardi Reno'),
  f: words('Yulia Nurhayati Rahmi Elvira Desi Fitria Mutia Wirdatul Yenni Gusti Suci Resti Nelvi Rosnida Sari'),
  last: words('Chaniago Koto Piliang Tanjung Sikumbang Jambak Guci Melayu Pitopang Bodi Panyalai Mandailiang Simabur'),
};
const BALI = {
  m: words(`Suardana Sudiarta Artawan Wirawan Adnyana Suarjana Widnyana Mahendra Sudana Kertiyasa Subawa Astawa Pradnyana
    Yasa Gunarta Dharma`),
  f: words(`Ayu|Lestari Sri|Wahyuni Putri|Andayani Suryani Widiastuti Sukerti Trisna|Dewi Astini Purnama|Sari Indrayani
    Rai|Puspita Mirah|Asih Armini Sintya|Dewi`),
  orderM: ['I Wayan', 'I Made', 'I Nyoman', 'I Ketut', 'I Gede', 'I Putu', 'I Kadek', 'I Komang'],
  orderF: ['Ni Wayan', 'Ni Made', 'Ni Nyoman', 'Ni Ketut', 'Ni Luh', 'Ni Putu', 'Ni Kadek', 'Ni Komang'],
};
const BUGIS = {
  m: words('Baso Rusdi Syamsul Hasanuddin Arung Ridha Mappatoba Akbar Irfan Ruslan Alamsyah Sulaiman Faisal'),
  f: words('Tenri Besse Nurlaela Hasnah Rosdiana Mardiana Indo|Tang Sitti|Aminah Rahmatia Batari Nurfadillah Husnul'),
  last: words('Pettarani Mattalatta Parawansa Mangkona Daeng|Ngalle Daeng|Sitaba Patunru Makkasau Tanribali Massaile'),
};
const PAPUA = {
  m: words('Yosef Markus Yohanes Petrus Elias Lukas Benny Frans Titus Yakob Alex Demianus Otniel Paskalis Melkias'),
  f: words('Maria Yuliana Martha Dorce Selfina Agustina Rosalina Fransina Naomi Orpa Yakomina Adelina Yustina'),
  last: words(
    'Wenda Kogoya Tabuni Rumbiak Mambrasar Numberi Yoku Wonda Kambuaya Rumbewas Ohee Felle Kayame Tebai Mandacan Awom',
  ),
};
const MINAHASA = {
  m: words('Hendrik Jantje Ronny Stevi Rivo Denny Marchel Christo Fredrik Jemmy Billy Novry'),
  f: words('Meiske Sherly Deisy Grace Vivi Natalia Stella Jeane Olvie Marlin Cindy Inggrid'),
  last: words('Rantung Tumbelaka Mandagi Pangemanan Lumowa Wowor Sondakh Kalalo Rumengan Mamesah Tombokan Waworuntu'),
};
const TIMUR = {
  m: words('Yohanis Dominikus Gabriel Simon Abdul Rafael Emanuel Leonardus Hengky Robby Ignasius Maksimus'),
  f: words('Theresia Elisabeth Bernadetha Yovita Fatma Getrudis Magdalena Kristina Novianti Paulina Angela Martina'),
  last: words(`Pattiasina Tuhumury Latuconsina Tuanakotta Sahetapy Matulessy da|Costa Seran Bria Lodo Djawa Naben Kelen
    Wangge Fernandez Ratu|Edo Lalamentik Pattimura`),
};
const ACEH = {
  m: words('Rizal Fauzan Iskandar Muda Zainuddin Khairul Munawar Ikhsan Razali Mirza Fahmi Syahrul'),
  f: words('Nurul Fitria Mutia Keumala Zahara Rahmawati Meurah Intan Salwa Nazla Maulida Ulfa'),
  last: words('Syah Ibrahim Hasyim Daud Yusuf Usman Hamzah Sulaiman Ismail Abdullah Gayo Alamsyah'),
};
const CHINESE = {
  m: words('Kevin Hendra Wilson Steven Andi Rudy Vincent Jimmy Albert Edwin Ricky Budi Nicholas Tommy'),
  f: words('Michelle Felicia Vivian Jessica Lily Fenny Meilani Stephanie Cynthia Angelina Yenny Clarissa'),
  last: words(
    'Wijaya Tanoto Halim Gunawan Salim Hartanto Kurniawan Lukito Sutanto Tanujaya Widjaja Oetomo Limanto Santosa',
  ),
};
const BANJAR = {
  m: words('Ahmad|Rifani Syahrani Hairul Gusti|Noor Muhammad|Yamin Akhmad|Fauzi Supiani Ideham Riduan Anang'),
  f: words('Norhayati Siti|Aisyah Rusmini Hasnawati Masliani Norlaila Noor|Hidayah Jumiati Galuh Rahmah'),
  last: words('Noor Rahman Syahrani Anshari Asmuni Basuni Hasbi Effendi Fansuri Hidayatullah'),
};
const ARAB = {
  m: words('Muhammad Ahmad Ali Hasan Umar Zaid Husein Salim Abdullah Fikri Yahya Idris'),
  f: words('Fatimah Khadijah Aisyah Zahra Salma Nabila Maryam Syifa Alya Hana Laila Rania'),
  last: words('Assegaf Alatas Shahab Alhabsyi Bawazier Basalamah Alaydrus Bafadhal Alkatiri Baswedan'),
};
const ONE_NAME = {
  m: words('Sukarman Suparno Wagimin Ngatimin Tukiman Paijo Sarwono Sumarno Kasiman Mujiono Suyatno Warsito'),
  f: words('Sumiyati Ngatinah Suparti Warsini Tukinem Mariyem Sarinah Poniyem Wagiyem Suminah Kartinah Sulasmi'),
};

const WEIGHTS = {
  java: 34,
  sunda: 13,
  batak: 9,
  minang: 8,
  bali: 7,
  bugis: 6,
  papua: 6,
  minahasa: 3,
  timur: 4,
  aceh: 3,
  chinese: 4,
  banjar: 2,
  arab: 2,
  oneName: 3,
} as const;
export type People = keyof typeof WEIGHTS;

const FAMILIES = { batak: BATAK, minang: MINANG, papua: PAPUA, minahasa: MINAHASA, timur: TIMUR, chinese: CHINESE };

function nameOf(random: Random, people: People, sex: Sex): string {
  if (people === 'java' || people === 'sunda') {
    const { f, m, last, lastF } = people === 'java' ? JAVA : SUNDA;
    return `${random.pick(sex === 'f' ? f : m)} ${random.pick(sex === 'f' ? lastF : last)}`;
  }
  if (people === 'bali') return `${random.pick(sex === 'f' ? BALI.orderF : BALI.orderM)} ${random.pick(BALI[sex])}`;
  if (people === 'oneName') return random.pick(ONE_NAME[sex]);
  if (people === 'bugis')
    return `${random.chance(0.4) ? 'Andi ' : ''}${random.pick(BUGIS[sex])} ${random.pick(BUGIS.last)}`;
  if (people === 'aceh') {
    const title = random.chance(0.5) ? (sex === 'f' ? 'Cut ' : 'Teuku ') : '';
    return `${title}${random.pick(ACEH[sex])} ${random.pick(sex === 'f' ? ACEH.f : ACEH.last)}`;
  }
  if (people === 'banjar') return `${random.pick(BANJAR[sex])} ${random.pick(BANJAR.last)}`;
  if (people === 'arab') return `${random.pick(ARAB[sex])} ${random.pick(ARAB.last)}`;
  const { last, ...given } = FAMILIES[people];
  return `${random.pick(given[sex])} ${random.pick(last)}`;
}

/** A name as it is found in the archipelago's registers. */
export function personName(random: Random, people: People = random.weighted(WEIGHTS)): PersonName {
  const sex = random.chance(0.52) ? 'f' : 'm';
  const parts = nameOf(random, people, sex).replaceAll('|', ' ').split(' ');
  return { name: parts.filter((part, at) => part !== parts[at - 1]).join(' '), sex };
}
