import '../ui/islands/page.ts';
import '../modules/circulation/islands/desk-box.ts';
