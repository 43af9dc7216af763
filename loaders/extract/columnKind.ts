import {type DataType, DateUnit, TimeUnit, Type} from "@uwdata/flechette";
import type {ColumnKind} from "./table.js";

/**
 * What the values of an Arrow type are, and the type's name.
 *
 * A timestamp is a date where it bears no time zone, or UTC: with another zone its midnight is the day
 * before in UTC, which no reader could see.
 */
export function columnKind(type: DataType): {kind: ColumnKind; arrowType: string} {
  switch (type.typeId) {
    case Type.Null:
      return {kind: "null", arrowType: "Null"};
    case Type.Bool:
      return {kind: "boolean", arrowType: "Bool"};
    case Type.Int:
      return {kind: "integer", arrowType: `${type.signed ? "" : "U"}Int${type.bitWidth}`};
    case Type.Float:
      return {kind: "number", arrowType: `Float${[16, 32, 64][type.precision]}`};
    case Type.Decimal:
      return {kind: "number", arrowType: `Decimal${type.bitWidth}`};
    case Type.Date:
      return {kind: "date", arrowType: type.unit === DateUnit.DAY ? "Date32" : "Date64"};
    case Type.Timestamp: {
      const zone = type.timezone || null;
      const unit = Object.keys(TimeUnit).find((key) => TimeUnit[key as keyof typeof TimeUnit] === type.unit);
      return {
        kind: zone === null || zone === "UTC" ? "date" : "other",
        arrowType: `Timestamp<${unit}${zone === null ? "" : `, ${zone}`}>`
      };
    }
    case Type.Utf8:
      return {kind: "text", arrowType: "Utf8"};
    case Type.LargeUtf8:
      return {kind: "text", arrowType: "LargeUtf8"};
    case Type.Utf8View:
      return {kind: "text", arrowType: "Utf8View"};
    case Type.Dictionary: {
      const {kind, arrowType} = columnKind(type.dictionary);
      return {
        kind: kind === "text" ? "text" : "other",
        arrowType: `Dictionary<${arrowType}, ${columnKind(type.indices).arrowType}>`
      };
    }
    default: {
      const name = Object.keys(Type).find((key) => Type[key as keyof typeof Type] === type.typeId);
      return {kind: "other", arrowType: name ?? `type ${type.typeId}`};
    }
  }
}
