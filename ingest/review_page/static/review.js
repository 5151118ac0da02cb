"use strict";
// The keyboard alone suffices; without this script the page works by Tab, Space and Enter.

const form = document.getElementById("answer");
const all = (selector) => [...document.querySelectorAll(selector)];
const isField = (node) => node.matches("input[type=text], textarea, select");
let digits = "";
let digitsAt = 0;
let before = null;

function follow(id) {
  const link = document.getElementById(id);
  if (link) link.click();
}

function setStatus(value) {
  const radio = form.querySelector(`input[name=status][value=${value}]`);
  if (radio) radio.checked = true;
  if (value !== "answered") all("input[name=option]").forEach((option) => { option.checked = false; });
}

/** The number that the digits pressed shortly after each other make: 1, then 12. */
function numberOf(digit, count) {
  const now = performance.now();
  const joined = now - digitsAt < 900 ? digits + digit : digit;
  const goesOn = joined.length > 1 && Number(joined) <= count;
  digits = goesOn ? joined : digit;
  digitsAt = now;
  return [Number(digits), goesOn];
}

function choose(digit) {
  const options = all("input[name=option]");
  if (!options.length) return false;
  const [number, goesOn] = numberOf(digit, options.length);
  if (goesOn && before) before.checked = !before.checked; // the first digit meant this number
  const option = options[number - 1];
  before = option && option.type === "checkbox" ? option : null;
  if (!option) return true;
  option.checked = option.type === "radio" || !option.checked;
  option.focus();
  setStatus("answered");
  const other = option.closest(".option").querySelector("input[type=text]");
  if (other && option.checked) other.focus();
  return true;
}

function rank(digit) {
  const selects = all("select[data-rank]");
  const [number] = numberOf(digit, selects.length);
  const select = selects[number - 1];
  if (!select) return;
  const used = new Set(selects.filter((s) => s !== select).map((s) => s.value));
  let free = 0;
  while (used.has(String(free))) free += 1;
  select.value = String(free);
  setStatus("answered");
}

function move(step) {
  const options = all("input[name=option], select[data-rank], .field");
  if (!options.length) return;
  const at = options.indexOf(document.activeElement);
  const next = options[at < 0 ? (step > 0 ? 0 : options.length - 1) : (at + step + options.length) % options.length];
  next.focus();
}

function onItem(event) {
  const node = event.target;
  if (event.key === "Escape" && isField(node)) { node.blur(); return; }
  if (event.key === "Enter") {
    const writes = node.tagName === "TEXTAREA" && event.shiftKey;
    if (writes || node.matches("a, button, summary")) return;
    event.preventDefault();
    form.requestSubmit();
    return;
  }
  if (isField(node)) return;
  const actions = {
    ArrowLeft: () => follow("previous"), ArrowRight: () => follow("next"),
    ArrowUp: () => move(-1), ArrowDown: () => move(1),
    u: () => document.querySelector("button[form=undo]").click(), l: () => follow("list"),
    b: () => setStatus("blank"), x: () => setStatus("undetermined"),
  };
  const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (/^[0-9]$/.test(event.key)) {
    if (form.dataset.control === "ranking") rank(event.key);
    else if (!choose(event.key)) document.querySelector(".field").focus();
    if (form.dataset.control !== "number") event.preventDefault();
  } else if (action) {
    event.preventDefault();
    action();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (form) onItem(event);
  else if (event.key === "Enter" && event.target === document.body) follow("start");
});

if (form) {
  form.addEventListener("input", (event) => {
    if (event.target.matches("[name=option], [name=other], [name=answer], [data-rank]")) setStatus("answered");
    const box = event.target.name === "other" && event.target.closest(".option").querySelector("[name=option]");
    if (box && event.target.value) box.checked = true;
  });
  form.addEventListener("change", (event) => {
    const none = event.target.name === "status" && event.target.value !== "answered" && event.target.checked;
    if (none) setStatus(event.target.value);
  });
  const field = document.querySelector(".field");
  if (field && matchMedia("(min-width: 60rem)").matches) field.focus();
}

/** Scroll a frame, and nothing else, to what it is about. */
function show(node, frame) {
  const [inner, outer] = [node.getBoundingClientRect(), frame.getBoundingClientRect()];
  frame.scrollTop += inner.top - outer.top - Math.max(40, (outer.height - inner.height) / 2);
  frame.scrollLeft += inner.left - outer.left - 90;
}

const view = document.getElementById("view");
const place = document.querySelector("#view .box, .here");
if (place) show(place, place.closest(".frame"));
all("[data-zoom]").forEach((button) => button.addEventListener("click", () => {
  const width = view.getBoundingClientRect().width * Number(button.dataset.zoom);
  view.style.width = `${Math.min(8000, Math.max(200, width))}px`;
  if (place) show(place, place.closest(".frame"));
}));
