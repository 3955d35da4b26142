/* The steps of a submission: what is typed is kept on the server while it is typed, and in this tab where the
   connection is gone; while the title is typed, projects that are known already are offered. Without this module
   the buttons do all of it. */
const form = document.querySelector("[data-submission-form]");
const saved = document.querySelector("[data-submission-saved]");
const KEY = `einreichung:${location.pathname}`;
const SENT = "einreichung-gesendet";
const PAUSE = 1500; // ms after the last key
const OFFLINE = "Keine Verbindung. Was du schreibst, bleibt in diesem Fenster, bis es wieder geht.";

function typed() {
    return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !name.startsWith("_"));
}

/* --- In this tab: for the first step, which no server knows yet, and for lost connections. --- */

function keep() {
    try {
        sessionStorage.setItem(KEY, JSON.stringify(typed()));
    } catch {
        // A browser that keeps nothing still sends the form.
    }
}

function forget() {
    try {
        sessionStorage.removeItem(KEY);
    } catch {
        // Nothing was kept.
    }
}

/* Whoever comes to another page after sending this one has got through: the server has it. */
function noteSending() {
    try {
        sessionStorage.setItem(SENT, KEY);
    } catch {
        // Nothing was kept.
    }
}

function forgetSent() {
    try {
        const sent = sessionStorage.getItem(SENT);
        sessionStorage.removeItem(SENT);
        if (sent && sent !== KEY) sessionStorage.removeItem(sent);
    } catch {
        // Nothing was kept.
    }
}

/* Restored, or typed before this module was there. */
function isChanged(field) {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected);
    return "defaultValue" in field && field.value !== field.defaultValue;
}

function restore() {
    let kept = [];
    try {
        kept = JSON.parse(sessionStorage.getItem(KEY) || "[]");
    } catch {
        return;
    }
    for (const field of form.elements) {
        if (!field.name || field.type === "hidden" || field.type === "file") continue;
        const values = kept.filter(([name]) => name === field.name).map(([, value]) => value);
        if (!kept.length) continue;
        if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
        else if (values.length) [field.value] = values;
    }
}

/* --- On the server. --- */

let waiting;
let sending = false;

async function save() {
    if (sending || !form.dataset.saves) return;
    const body = new URLSearchParams(typed());
    body.set("go", "auto");
    body.set("_at", Date.now());
    try {
        const answer = await fetch(location.href, { method: "POST", body, keepalive: true });
        if (answer.status === 404) {
            saved.textContent = "Dieses Formular ist abgelaufen. Kopiere dir, was du geschrieben hast.";
            return;
        }
        if (!answer.ok) throw new Error(answer.status);
        saved.textContent = "Gespeichert.";
        forget();
    } catch {
        saved.textContent = OFFLINE;
        clearTimeout(waiting);
        waiting = setTimeout(save, 10 * PAUSE);
    }
}

function saveSoon() {
    keep();
    clearTimeout(waiting);
    waiting = setTimeout(save, PAUSE);
}

forgetSent();
if (form) {
    restore();
    if ([...form.elements].some(isChanged)) saveSoon();
    form.addEventListener("input", saveSoon);
    window.addEventListener("online", () => {
        saved.textContent = "";
        save();
    });
    form.addEventListener("submit", (event) => {
        if (sending) {
            // A second click while the first is on its way.
            event.preventDefault();
            return;
        }
        if (!navigator.onLine) {
            // The browser's own page for this has no way back to what was typed.
            event.preventDefault();
            keep();
            saved.textContent = OFFLINE;
            return;
        }
        sending = true;
        clearTimeout(waiting);
        noteSending();
        const at = Object.assign(document.createElement("input"), { type: "hidden", name: "_at", value: Date.now() });
        form.append(at);
    });
    // Back by the browser's button: the page may be sent once more.
    window.addEventListener("pageshow", () => {
        sending = false;
        forgetSent();
    });
}

/* --- Is it here already? --- */

const title = form?.elements.title;
const place = form?.elements.municipality;
const box = document.querySelector("[data-similar]");
let asked;

async function offer() {
    const query = new URLSearchParams({ titel: title?.value ?? box.dataset.title, gemeinde: place?.value ?? "" });
    const answer = await fetch(`${box.dataset.url}?${query}`);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector("[data-similar]");
    if (found && found.innerHTML.trim() !== box.innerHTML.trim()) box.replaceChildren(...found.childNodes);
}

for (const field of box?.dataset.url ? [title, place].filter(Boolean) : []) {
    field.addEventListener("input", () => {
        clearTimeout(asked);
        // A hint that does not come is no fault.
        asked = setTimeout(() => offer().catch(() => {}), 600);
    });
}
