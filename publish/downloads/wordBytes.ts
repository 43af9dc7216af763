import {
  AlignmentType,
  BorderStyle,
  Document,
  Packer,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType
} from "docx";
import {unzipSync, zipSync} from "fflate";
import {undetermined} from "../../src/components/intervalText.js";
import {notesOf} from "../../src/components/notesOf.js";
import {type PrintedCell, type PrintedTable, printedTable} from "../../src/components/printedTable.js";
import type {Table as TableItem} from "../../src/stats/result/report.js";

/** Printed columns beyond which a page is turned on its side. */
const columnsUpright = 6;

/**
 * A table as a Word document in the form in which journals ask for it: caption above, three lines, notes and
 * source below, the head again on each page. The same table gives the same bytes: dates that Word does not
 * need are left out, those of the archive are the first that it can hold.
 */
export async function wordBytes(item: TableItem, source: string): Promise<Uint8Array> {
  const printed = printedTable(item);
  const notes = notesOf(item.notes, [item]);
  if (JSON.stringify(printed).includes(undetermined))
    notes.push(`${undetermined}: not determined by the data.`);
  const document = new Document({
    title: item.caption,
    creator: "HARMONIC reports",
    lastModifiedBy: "HARMONIC reports",
    styles: {
      default: {document: {run: {font: "Times New Roman", size: 20}}},
      paragraphStyles: [
        {
          id: "Head",
          name: "Table caption",
          paragraph: {spacing: {after: 120}, keepNext: true},
          run: {size: 22}
        },
        {id: "Cell", name: "Table text", paragraph: {spacing: {before: 30, after: 30}}},
        {id: "Number", name: "Table number", basedOn: "Cell", paragraph: {alignment: AlignmentType.RIGHT}},
        {id: "Below", name: "Table note", paragraph: {spacing: {before: 80}}, run: {size: 18}}
      ]
    },
    sections: [
      {
        properties: {
          page: {
            size: {
              orientation:
                printed.columns.length > columnsUpright ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT
            }
          }
        },
        children: [
          new Paragraph({
            style: "Head",
            children: [new TextRun({text: "Table. ", bold: true}), new TextRun(capital(item.caption))]
          }),
          wordTable(printed),
          ...(notes.length > 0 ? [new Paragraph({style: "Below", text: notes.join(" ")})] : []),
          new Paragraph({style: "Below", text: source})
        ]
      }
    ]
  });
  return withoutDates(await Packer.toBuffer(document));
}

const none = {style: BorderStyle.NONE, size: 0, color: "auto"};
const line = (eighths: number) => ({style: BorderStyle.SINGLE, size: eighths, color: "000000"});

function wordTable({columns, groups}: PrintedTable): Table {
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(
      ({header, numeric}, j) =>
        new TableCell({
          borders: {bottom: line(6)},
          children: [new Paragraph({style: numeric && j > 0 ? "Number" : "Cell", text: header})]
        })
    )
  });
  const rows = groups.flatMap(({name, rows}) => [
    ...(name === null
      ? []
      : [
          new TableRow({
            cantSplit: true,
            children: [
              new TableCell({
                columnSpan: columns.length,
                children: [
                  new Paragraph({
                    style: "Cell",
                    keepNext: true,
                    children: [new TextRun({text: name, bold: true})]
                  })
                ]
              })
            ]
          })
        ]),
    ...rows.map((row) => wordRow(columns, row, name !== null))
  ]);
  return new Table({
    width: {size: 100, type: WidthType.PERCENTAGE},
    borders: {
      top: line(12),
      bottom: line(12),
      left: none,
      right: none,
      insideHorizontal: none,
      insideVertical: none
    },
    rows: [head, ...rows]
  });
}

function wordRow(columns: PrintedTable["columns"], row: readonly PrintedCell[], indented: boolean): TableRow {
  return new TableRow({
    cantSplit: true,
    children: row.map(
      ({text, interval}, j) =>
        new TableCell({
          children: [
            new Paragraph({
              style: columns[j].numeric && j > 0 ? "Number" : "Cell",
              text: interval === undefined ? text : `${text} ${interval}`,
              ...(indented && j === 0 ? {indent: {left: 200}} : {})
            })
          ]
        })
    )
  });
}

/**
 * The document without the time at which it was made, and without the names of extensions that it does not
 * use: some have a date in them, and the disclosure gate knows no difference between dates.
 */
function withoutDates(bytes: Uint8Array): Uint8Array {
  const parts = Object.entries(unzipSync(bytes)).map(([name, part]) => {
    if (!name.endsWith(".xml")) return [name, part] as const;
    const text = Buffer.from(part)
      .toString("utf8")
      .replace(/<dcterms:(created|modified)\b[\s\S]*?<\/dcterms:\1>/g, "")
      .replace(/ xmlns:cx\d*="[^"]*"/g, "");
    return [name, Buffer.from(text, "utf8")] as const;
  });
  // The archive keeps local time: a time named in local time is the same everywhere.
  return zipSync(Object.fromEntries(parts), {mtime: new Date(1980, 0, 1), level: 9});
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
