import '../ui/islands/announce.ts';
import '../ui/islands/camera-scan.ts';
import '../ui/islands/page.ts';
import '../modules/search/islands/search-suggest.ts';
import '../modules/statistics/islands/chart-download.ts';
import '../modules/statistics/islands/live-count.ts';
import '../modules/statistics/islands/wall-display.ts';
import '../modules/visits/islands/kiosk-box.ts';
