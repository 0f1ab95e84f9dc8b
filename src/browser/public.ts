import '../ui/islands/announce.ts';
import '../ui/islands/page.ts';
import '../modules/search/islands/search-suggest.ts';
