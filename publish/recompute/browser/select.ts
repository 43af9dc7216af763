/** A choice in words under its name, for the controls of a page: its label, what is chosen, and a way to choose. */
export interface Select {
  label: HTMLLabelElement;
  index: () => number;
  set: (index: number) => void;
  /** Offers other choices; what was chosen stays so where it is still offered. */
  offer: (options: readonly string[]) => void;
}

/** Makes a choice of `options`, the one at `chosen` to begin with. */
export function select(name: string, options: readonly string[], chosen: number): Select {
  const label = document.createElement("label");
  const own = document.createElement("select");
  const fill = (texts: readonly string[]) => {
    own.replaceChildren(
      ...texts.map((text) => {
        const option = document.createElement("option");
        option.textContent = text;
        return option;
      })
    );
  };
  fill(options);
  own.selectedIndex = chosen;
  const title = document.createElement("span");
  title.textContent = name;
  label.append(title, own);
  return {
    label,
    index: () => own.selectedIndex,
    set: (index) => {
      own.selectedIndex = index;
    },
    offer: (texts) => {
      const kept = texts.indexOf(own.value);
      fill(texts);
      own.selectedIndex = Math.max(0, kept);
    }
  };
}
