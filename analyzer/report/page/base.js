"use strict";
/* Small tools.  Everything that comes from the database passes through
 * shown() into text nodes; no markup is ever made from a string. */

const $ = id => document.getElementById(id);

/* Characters that would reorder or hide text, and controls, by their names. */
const hidden = new RegExp("[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f" +
  "\\u00ad\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]", "g");

function shown(s) {
  return String(s).replace(hidden, c =>
    "\u27e8U+" + c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0") +
    "\u27e9");
}

/* An element: h("a", {class: "x", onclick: f}, "text", child, ...). */
function h(tag, props, ...kids) {
  const e = tag.startsWith("svg:")
    ? document.createElementNS("http://www.w3.org/2000/svg", tag.slice(4))
    : document.createElement(tag);
  for (const [k, v] of Object.entries(props || {})) {
    if (v === null || v === undefined || v === false)
      continue;
    if (k.startsWith("on"))
      e.addEventListener(k.slice(2), v);
    else
      e.setAttribute(k, v === true ? "" : v);
  }
  put(e, kids);
  return e;
}

function put(e, kids) {
  for (const k of kids.flat(Infinity)) {
    if (k === null || k === undefined || k === false)
      continue;
    e.append(k instanceof Node ? k : document.createTextNode(shown(k)));
  }
  return e;
}

function fill(e, ...kids) {
  e.replaceChildren();
  return put(e, kids);
}

const words = s => String(s).replaceAll("-", " ");
const plural = (n, one, many) => n + " " + (n === 1 ? one : many || one + "s");
const short = uid => uid.slice(0, 8);
const day = at => at ? at.slice(0, 16).replace("T", " ") : "";

/* Only what a browser may open by itself. */
function link(url, ...kids) {
  return /^https?:\/\//.test(url)
    ? h("a", {href: url, target: "_blank", rel: "noreferrer noopener"}, kids)
    : h("span", {}, kids);
}

/* ---- what the browser remembers ---- */

const memory = {
  get(key, otherwise) {
    try {
      const s = localStorage.getItem("refaudit." + key);
      return s === null ? otherwise : JSON.parse(s);
    } catch {
      return otherwise;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem("refaudit." + key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  },
};

let toastTimer = 0;
function toast(text, bad) {
  const t = fill($("toast"), text);
  t.className = bad ? "on bad" : "on";
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { t.className = ""; }, bad ? 9000 : 3500);
}

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    toast("copied: " + what);
  } catch {
    toast("the browser does not allow to copy", true);
  }
}

/* ---- where the data is: in this file, or at the server ---- */

/* A database from elsewhere may lack a text where ours never do: the page
 * reads it as empty.  An answer that is null as a whole stays so. */
const noNull = (key, value) => value === null && key !== "" ? "" : value;

const embedded = id => {
  const e = $(id);
  return e && e.type === "application/json"
    ? JSON.parse(e.textContent, noNull) : null;
};
const isFile = $("overview") !== null;

async function ask(what) {
  const r = await fetch(what, {cache: "no-store"});
  if (!r.ok)
    throw new Error(await r.text());
  return JSON.parse(await r.text(), noNull);
}

const source = {
  overview: run => isFile ? embedded("overview")
    : ask("overview" + (run ? "?run=" + run : "")),
  detail: row => isFile ? embedded("f-" + row) : ask("finding?row=" + row),
  text: hash => isFile ? embedded("s-" + hash)
    : ask("source?hash=" + encodeURIComponent(hash)),
  audit: () => isFile ? embedded("audit") : ask("audit"),
  diff: (base, head) => isFile ? embedded("diff")
    : ask("diff?base=" + base + "&head=" + head),
  stamp: () => ask("stamp"),
};

/* Answers are kept: files for good, the last findings for going back. */
function remember(get, most) {
  const kept = new Map();
  const f = async key => {
    if (!kept.has(key)) {
      if (kept.size >= most)
        kept.delete(kept.keys().next().value);
      kept.set(key, Promise.resolve(get(key)));
      kept.get(key).catch(() => kept.delete(key));
    }
    return kept.get(key);
  };
  f.forget = key => kept.delete(key);
  f.clear = () => kept.clear();
  return f;
}

const detailOf = remember(async row => {
  const detail = await source.detail(row);
  detail.place = detail.place[0];
  return detail;
}, 50);
const linesOf = remember(async hash => {
  const text = hash ? await source.text(hash) : null;
  return text === null ? null : text.split("\n");
}, 40);
