import type { ComponentChildren, VNode } from 'preact';

export interface Column<Row> {
  label: string;
  cell: (row: Row) => ComponentChildren;
  /** Numbers stand to the right and below one another. */
  number?: boolean;
  /** Names the row for those who hear it. */
  head?: boolean;
  /** Seen only where there is room. */
  wide?: boolean;
}

interface TableProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf?: (row: Row) => string;
  /** A checkbox in front of each row, of the form with this id. */
  pick?: {
    form: string;
    name: string;
    label: (row: Row) => string /** Says that one box ticks them all. */;
    all?: string;
  };
}

/** Dense rows; on a phone each row is a card with the names in front of the values. */
export function Table<Row>({ caption, columns, rows, keyOf, pick }: TableProps<Row>): VNode {
  return (
    <table class="w-full border-collapse text-left">
      <caption class="sr-only">{caption}</caption>
      <thead class="text-muted-foreground border-b text-sm max-md:sr-only">
        <tr>
          {pick && (
            <th scope="col" class="w-8 p-2">
              <input type="checkbox" class="input needs-script" data-all={pick.form} aria-label={pick.all ?? caption} />
            </th>
          )}
          {columns.map((column) => (
            <th
              scope="col"
              class={`px-3 py-2 font-medium ${column.number ? 'text-right' : ''} ${column.wide ? 'max-lg:hidden' : ''}`}
            >
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="rows max-md:divide-y">
        {rows.map((row) => (
          <tr class="hover:bg-muted/50 border-b last:border-0 max-md:block max-md:py-2" data-row={keyOf?.(row)}>
            {pick && (
              <td class="p-2 max-md:px-3">
                <input
                  type="checkbox"
                  class="input"
                  name={pick.name}
                  value={keyOf?.(row)}
                  form={pick.form}
                  aria-label={pick.label(row)}
                />
              </td>
            )}
            {columns.map((column) => (
              <Cell column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }): VNode {
  const value = column.cell(row);
  const look = `px-3 py-2 align-top max-md:flex max-md:gap-2 max-md:py-0.5 ${column.number ? 'tabular md:text-right' : ''} ${column.wide ? 'max-lg:hidden' : ''}`;
  const name = (
    <span class="text-muted-foreground w-28 shrink-0 text-sm md:hidden" aria-hidden="true">
      {column.label}
    </span>
  );
  return column.head ? (
    <th scope="row" class={`${look} font-medium`}>
      <span class="min-w-0 max-md:[overflow-wrap:anywhere]">{value}</span>
    </th>
  ) : (
    <td class={look}>
      {name}
      <span class="min-w-0 max-md:[overflow-wrap:anywhere]">{value}</span>
    </td>
  );
}
