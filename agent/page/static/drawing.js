// Elements without markup from text: whatever a name holds, it is shown and never run.
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== false && value !== undefined) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return made;
}

export function section(title, lead, ...children) {
  const id = `s-${title.replace(/\W+/g, "-")}`;
  return element("section", { "aria-labelledby": id }, element("h2", { id }, title),
    lead ? element("p", { class: "lead" }, lead) : null, ...children);
}

// One tool's 28 days as a row of squares; the letters are told apart by shape as well as by colour.
export function dayRow(days, offered, label) {
  const cells = [...days].map((letter, index) => element("span", {
    class: `day day-${letter === "." ? "none" : letter}${index % 7 === 0 ? " week" : ""}`, "aria-hidden": "true" }));
  return element("span", { class: offered ? "days offered" : "days chosen", role: "img", "aria-label": label }, cells);
}

export function button(text, press, attributes = {}) {
  return element("button", { type: "button", onclick: press, ...attributes }, text);
}

// Asks before something that cannot be taken back; true if the answer was yes.
export function confirmed(question, yes, no) {
  return new Promise((resolve) => {
    const dialog = element("dialog", { "aria-label": question });
    const close = (answer) => { dialog.close(); dialog.remove(); resolve(answer); };
    dialog.addEventListener("cancel", () => close(false));
    dialog.append(element("p", {}, question),
      element("p", { class: "buttons" }, button(yes, () => close(true), { class: "strong" }), button(no, () => close(false))));
    document.body.append(dialog);
    dialog.showModal();
  });
}
