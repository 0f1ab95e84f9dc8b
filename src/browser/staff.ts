import '../ui/islands/page.ts';
import '../ui/islands/command-palette.ts';
import '../ui/islands/live-part.ts';
import '../ui/islands/print-sheet.ts';
import '../modules/circulation/islands/desk-box.ts';
import '../modules/catalog/islands/pick-all.ts';
import '../modules/imports/islands/import-progress.ts';
import '../modules/cataloguing/islands/candidate-picker.ts';
