import Ajv, {type ErrorObject, type ValidateFunction} from "ajv";
import {nearest} from "../nearest.js";

interface Schema {
  description?: string;
  required?: string[];
  properties?: Record<string, unknown>;
  anyOf?: Schema[];
  oneOf?: {properties: {model: {const: string}}}[];
}

/**
 * Checks values against a JSON Schema; the first thing that is wrong is thrown as one line. Of a schema of
 * several models the one that the value names is held against it, so that its errors alone are told.
 */
export function validator<T>(name: string, schema: object): (value: unknown) => T {
  let check: ValidateFunction<T> | undefined;
  return (value) => {
    check ??= new Ajv({
      discriminator: true,
      verbose: true,
      allErrors: true,
      strictRequired: false,
      strictTypes: false
    }).compile<T>("oneOf" in schema ? {...schema, discriminator: {propertyName: "model"}} : schema);
    if (check(value)) return value;
    throw new RangeError(describe(name, gravest(check.errors!), check.errors!, schema));
  };
}

/**
 * Of all that is wrong, what to say: an unknown key before the key that is missing for it, and either
 * before the verdict of an anyOf, which says least.
 */
function gravest(errors: ErrorObject[]): ErrorObject {
  const depth = (error: ErrorObject) => error.instancePath.split("/").length;
  const ranks: Record<string, number> = {additionalProperties: 0, type: 2, anyOf: 3};
  const rank = ({keyword}: ErrorObject) => ranks[keyword] ?? 1;
  const alternatives = errors
    .filter(({keyword}) => keyword === "anyOf")
    .map(({instancePath}) => instancePath);
  const told = errors.filter((error) => !alternatives.includes(error.instancePath) || counts(error, errors));
  return told.sort((a, b) => rank(a) - rank(b) || depth(b) - depth(a))[0];
}

/** An error inside an alternative counts when no other alternative would forgive it. */
function counts({keyword, params, instancePath}: ErrorObject, errors: ErrorObject[]): boolean {
  if (keyword === "type") return false;
  if (keyword === "additionalProperties")
    return !knownKeys(instancePath, errors).includes(
      (params as {additionalProperty: string}).additionalProperty
    );
  return true;
}

function knownKeys(instancePath: string, errors: ErrorObject[]): string[] {
  const there = errors.filter((error) => error.instancePath === instancePath);
  const known = there
    .flatMap(({parentSchema}) => [parentSchema as Schema, ...((parentSchema as Schema).anyOf ?? [])])
    .flatMap(({properties = {}}) => Object.keys(properties));
  return [...new Set(known)].filter((key) => key !== "$schema");
}

function describe(name: string, error: ErrorObject, errors: ErrorObject[], schema: Schema): string {
  const {keyword, params, data, instancePath, parentSchema} = error;
  const where = instancePath === "" ? name : instancePath.slice(1).replaceAll("/", ".");
  switch (keyword) {
    case "additionalProperties": {
      const {additionalProperty: key} = params as {additionalProperty: string};
      const owners = instancePath === "" ? modelsWith(key, schema) : [];
      if (owners.length > 0) return `${where} has the key "${key}", which belongs to ${owners.join(", ")}`;
      return `${where} has no key "${key}"${nearest(key, knownKeys(instancePath, errors))}`;
    }
    case "required":
      return `${where} must have the key "${(params as {missingProperty: string}).missingProperty}"`;
    case "discriminator": {
      const known = modelsOf(schema).map(({model}) => model.const);
      const {tagValue} = params as {tagValue: unknown};
      return `model must be one of ${known.join(", ")}; got ${shown(tagValue)}${suggestion(tagValue, known)}`;
    }
    case "enum": {
      const known = (params as {allowedValues: unknown[]}).allowedValues.map(String);
      return `${where} must be one of ${known.join(", ")}; got ${shown(data)}${suggestion(data, known)}`;
    }
    case "type": {
      const type = String((params as {type: string | string[]}).type);
      return `${where} must be ${/^[aeiou]/.test(type) ? "an" : "a"} ${type.replace(",", " or ")}; got ${shown(data)}`;
    }
    case "anyOf":
      return `${where} must be another thing (${(parentSchema as Schema).description ?? "see the schema"}); got ${shown(data)}`;
    case "minItems":
    case "maxItems":
    case "minLength": {
      const {limit} = params as {limit: number};
      const bound = keyword === "maxItems" ? "at most" : "at least";
      const unit = keyword === "minLength" ? "sign" : limit === 1 ? "entry" : "entries";
      return `${where} must have ${bound} ${limit} ${unit}; got ${shown(data)}`;
    }
    case "uniqueItems": {
      const {i} = params as {i: number};
      return `${where} must name each once; got ${shown((data as unknown[])[i])} twice`;
    }
    default:
      return `${where} ${error.message?.replace(">=", "≥").replace("<=", "≤")}; got ${shown(data)}`;
  }
}

function modelsOf({oneOf = []}: Schema) {
  return oneOf.map(({properties}) => properties);
}

function modelsWith(key: string, schema: Schema): string[] {
  return modelsOf(schema).flatMap((properties) =>
    Object.hasOwn(properties, key) ? [properties.model.const] : []
  );
}

function suggestion(value: unknown, known: string[]): string {
  const hint = typeof value === "string" ? nearest(value, known) : "";
  return hint.startsWith("; did") ? hint : "";
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
