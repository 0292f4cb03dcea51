// What is being typed, kept for each person, place and thread until it is sent; and the last line that was sent.

const who = document.body.dataset.who;

function keyOf(form, kind, place) {
  const thread = form?.elements.thread?.value ?? "";
  return [kind, who, place ?? form.elements.place.value, thread].join(":");
}

function store(key, text) {
  try {
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  } catch {
    // Without storage there are no drafts.
  }
}

function stored(key) {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

export const draft = (form) => stored(keyOf(form, "draft"));
export const keepDraft = (form, text) => store(keyOf(form, "draft"), text);
export const lastLine = (form) => stored(keyOf(form, "last"));
export const keepLastLine = (form, text) => store(keyOf(form, "last"), text);

/** A line for the direct message with the app, to be found there when that page opens. */
export function leaveDraft(place, text) {
  store(keyOf(null, "draft", place), text);
}
