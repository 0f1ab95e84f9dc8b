import '../ui/islands/page.ts';
