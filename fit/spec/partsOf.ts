import type {ExcessPartSpec, ExcessSpec} from "./fitSpec.js";

/** The parts of an excess as a spec gives them. @throws RangeError when it gives a dose and parts, or neither. */
export function partsOf(excess: ExcessSpec): ExcessPartSpec[] {
  const {kind: _, joint: __, alternatives: ___, parts, ...own} = excess;
  const [first] = Object.keys(own);
  if (parts && first) throw new RangeError(`excess must have parts, or ${first} of its own; got both`);
  if (!parts && own.dose === undefined) throw new RangeError('excess must have the key "dose"');
  return parts ?? [{...own, dose: own.dose!}];
}

/**
 * The one part of an excess of a model that can have no more, without linear modifiers.
 * @throws RangeError when it has several, or some.
 */
export function onePartOf(excess: ExcessSpec): ExcessPartSpec {
  const [part, ...more] = partsOf(excess);
  if (more.length > 0) throw new RangeError("excess must have one part; got several");
  if (excess.joint !== undefined)
    throw new RangeError(`excess.joint must go with parts; got ${excess.joint}`);
  if (part.linearModifiers) throw new RangeError("excess.linearModifiers must not be given; got some");
  return part;
}
