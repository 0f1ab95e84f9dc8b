export const copyCataloguingPath = '/staf/katalogisasi';
export const sourcesPath = '/staf/sumber-katalog';
