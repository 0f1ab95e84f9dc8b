/** Function words only. Left out on purpose because titles turn on them: it (IT), who (WHO), us, may, will, can. */
const INDONESIAN = `
  ada adalah agar aja akan aku amat andai antar antara apa apabila apakah apalagi atas atau bagai bagaimana bagaimanapun
  bagi bahkan bahwa bahwasanya banget beberapa begini begitu beliau berapa beserta bila bilamana bisa boleh bukan bukankah
  cuma cukup dalam dan dapat dari daripada demi demikian dengan di dia dialah dll dong dsb dst engkau entah guna hanya
  harus hendak hingga ia ialah ini inilah itu itulah jangan jika jikalau juga justru kah kalau kalian kami kamu kan
  kapan karena kau ke kenapa kendati kepada ketika kita kok lagi lah lain lalu maka makin malah mana manakala masih
  masing maupun melainkan melalui memang mengapa menjadi menurut mereka merupakan meski meskipun mungkin namun nan nya
  oleh olehnya pada padahal para per pernah pula pun saat saja saling sambil sampai samping sang sangat saya se sebab
  sebagai sebagaimana sebelum sebuah secara sedang sedangkan sehingga sejak sekalipun selagi selain selama seluruh
  semua semakin semoga seorang sepanjang seperti seraya serta sesuatu sesudah setelah setiap si siapa sebagian suatu
  sudah supaya tak tanpa tapi telah tentang tentu terhadap tersebut tetap tetapi tiap tidak untuk walau walaupun
  wahai yaitu yakni yang
`;

const ENGLISH = `
  a about above after again against all also am an and any are as at be because been before being below between both but
  by cannot could did do does doing down during each either else ever few for from further had has have having he her
  here hers herself him himself his how i if in into is its itself just me more most must my myself neither no nor not
  of off on once only onto or other ought our ours ourselves out over own same shall she should since so some such than
  that the their theirs them themselves then there these they this those though through thus to too toward towards under
  until unto up upon very via was we were what when where whereas whether which while whom whose why with within without
  would yet you your yours yourself yourselves
`;

const wordsOf = (list: string): string[] => list.trim().split(/\s+/);

export const stopWords: ReadonlySet<string> = new Set([...wordsOf(INDONESIAN), ...wordsOf(ENGLISH)]);
