/* The steps of a submission: what is typed is kept on the server while it is typed, and in this tab where the
   connection is gone; while the title is typed, projects that are known already are offered. Without this module
   the buttons do all of it. */
const form = document.querySelector("[data-submission-form]");
const saved = document.querySelector("[data-submission-saved]");
const KEY = `einreichung:${location.pathname}`;
const PAUSE = 1500; // ms after the last key

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

/* Whoever comes to another page has sent what was kept for the one before. */
function forgetOthers() {
    try {
        Object.keys(sessionStorage)
            .filter((key) => key.startsWith("einreichung:") && key !== KEY)
            .forEach((key) => sessionStorage.removeItem(key));
    } catch {
        // Nothing was kept.
    }
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
        if (!answer.ok) throw new Error(answer.status);
        saved.textContent = "Gespeichert.";
        forget();
    } catch {
        saved.textContent = "Keine Verbindung. Was du schreibst, bleibt in diesem Fenster, bis es wieder geht.";
        clearTimeout(waiting);
        waiting = setTimeout(save, 10 * PAUSE);
    }
}

if (form) {
    forgetOthers();
    restore();
    form.addEventListener("input", () => {
        keep();
        clearTimeout(waiting);
        waiting = setTimeout(save, PAUSE);
    });
    form.addEventListener("submit", (event) => {
        if (sending) {
            // A second click while the first is on its way.
            event.preventDefault();
            return;
        }
        sending = true;
        clearTimeout(waiting);
        const at = Object.assign(document.createElement("input"), { type: "hidden", name: "_at", value: Date.now() });
        form.append(at);
    });
    // Back by the browser's button: the page may be sent once more.
    window.addEventListener("pageshow", () => {
        sending = false;
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
