/* Brings new results into the search page without loading all of it anew.

   The page stays what it is without this module: a form, links and addresses. Here the same address is fetched, and
   what stands inside each `data-search-part` of the answer takes the place of the same part of the page. When the
   new parts stand there, an event tells other modules, such as the map:

       document.addEventListener("knowledge-search:results", ({ target }) => init(target));

   It is dispatched on the element `data-search` and bubbles. Links and forms that a module adds inside that element
   are swapped too, if they lead to the search page. */
const NUMBER = new Intl.NumberFormat("de-DE", { useGrouping: "min2" });
const FINGER = matchMedia("(pointer: coarse)");
const SCROLL_SAVED_AFTER = 200;
// Long enough for the focus to be read out before changes of the heading count again.
const HEADING_READ_AFTER = 1000;

const root = document.querySelector("[data-search]");
const form = root.querySelector("#search-form");
const filters = root.querySelector(".search-filters");
const results = root.querySelector("#search-results");
const heading = root.querySelector("#search-count");
const failure = document.createElement("div");
const path = new URL(form.action).pathname;

let request = null;
let shown = location.href;
let typed = new Map();

/* What is asked for -------------------------------------------------------------------------------------------- */

function addressOfForm() {
    const address = new URL(path, location.href);
    for (const [name, value] of new FormData(form)) {
        if (value !== "" && !(name === "sort" && value === "relevance")) address.searchParams.append(name, value);
    }
    return address.href;
}

async function visit(address, { push = true, ...how } = {}) {
    request?.abort();
    const mine = (request = new AbortController());
    typed = new Map(textFields().map((field) => [field.id, field.value]));
    results.setAttribute("aria-busy", "true");
    try {
        const answer = await fetch(address, { signal: mine.signal, headers: { Accept: "text/html" } });
        if (!answer.ok) throw new Error(String(answer.status));
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
        if (mine.signal.aborted) return;
        if (!fresh.querySelector("[data-search]")) {
            location.assign(address);
            return;
        }
        await dress(fresh);
        if (mine.signal.aborted) return;
        failure.replaceChildren();
        results.removeAttribute("aria-busy");
        // The answer may come from elsewhere: the name of a place leads to its point.
        if (push) remember(answer.url);
        show(fresh, how);
    } catch (error) {
        if (mine.signal.aborted) return;
        results.removeAttribute("aria-busy");
        apologise(address);
    } finally {
        if (request === mine) request = null;
    }
}

function apologise(address) {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = "Seite neu laden";
    link.dataset.searchPlain = "";
    const text = document.createElement("p");
    text.append("Das hat gerade nicht geklappt. Was du eingegeben hast, steht noch da. Versuch es noch einmal: ", link);
    failure.replaceChildren(text);
}

/* What is shown ------------------------------------------------------------------------------------------------ */

function show(fresh, { focus = "kept", query = false, scroll = null }) {
    const back = focus === "heading" ? null : wayBackOf(document.activeElement);
    const folds = new Map([...root.querySelectorAll("[data-search-fold]")].map((fold) => [fold.dataset.searchFold, fold.open]));
    const unsent = textFields().filter((field) => field.id !== "search-q" && field.value !== typed.get(field.id));
    for (const part of root.querySelectorAll("[data-search-part]")) {
        const next = fresh.querySelector(`[data-search-part="${part.dataset.searchPart}"]`);
        part.replaceChildren(...next.childNodes);
        Object.assign(part.dataset, next.dataset);
    }
    // A field that a module added to the form stands now where the server puts it.
    form.querySelectorAll(":scope > input[type=hidden]").forEach((field) => field.remove());
    for (const fold of root.querySelectorAll("[data-search-fold]")) {
        fold.open = folds.get(fold.dataset.searchFold) ?? fold.open;
    }
    for (const { id, value } of unsent) {
        const field = document.getElementById(id);
        if (field) field.value = value;
    }
    if (query) form.elements.q.value = fresh.querySelector("#search-q").value;
    tellCount(Number(root.querySelector("[data-search-total]").dataset.searchTotal));
    showHead(fresh);
    announce(fresh.querySelector("#search-count"), focus === "heading");
    // Modules show their buttons now, before one of them gets back the focus that it had.
    root.dispatchEvent(new CustomEvent("knowledge-search:results", { bubbles: true }));
    if (focus === "heading" || (back && !refocus(back))) standAtHeading();
    if (scroll !== null) window.scrollTo(0, scroll);
}

function textFields() {
    return [...form.querySelectorAll("input:not([type=checkbox], [type=hidden])")];
}

function tellCount(total) {
    filters.querySelector(".search-filters__submit .kern-label").textContent =
        `Filter anwenden (${NUMBER.format(total)}\u00a0Treffer)`;
}

/* Fetches stylesheets and modules that the new parts need and this page has not, such as those of the map. */
async function dress(fresh) {
    const missing = (selector, attribute) =>
        [...fresh.querySelectorAll(selector)]
            .map((element) => element.getAttribute(attribute))
            .filter((address) => !document.querySelector(`[${attribute}="${CSS.escape(address)}"]`));
    for (const src of missing("script[type=module][src]", "src")) {
        document.body.append(Object.assign(document.createElement("script"), { type: "module", src }));
    }
    const sheets = missing("link[rel=stylesheet]", "href").map((href) => {
        const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
        document.head.append(link);
        return new Promise((done) => (link.onload = link.onerror = done));
    });
    await Promise.all(sheets);
}

function showHead(fresh) {
    document.title = fresh.title;
    for (const which of ['link[rel="canonical"]', 'meta[name="robots"]']) {
        document.head.querySelector(which)?.remove();
        const next = fresh.head.querySelector(which);
        if (next) document.head.append(next);
    }
}

/* The heading is the live region. Where it has the focus it is read out because of that, and must not be twice. */
function announce(fresh, focused) {
    const page = fresh.getAttribute("aria-describedby");
    if (page) heading.setAttribute("aria-describedby", page);
    else heading.removeAttribute("aria-describedby");
    heading.setAttribute("aria-live", focused ? "off" : "polite");
    heading.textContent = fresh.textContent;
}

function standAtHeading() {
    heading.setAttribute("aria-live", "off");
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
    setTimeout(() => heading.setAttribute("aria-live", "polite"), HEADING_READ_AFTER);
}

/* Where the focus is ------------------------------------------------------------------------------------------- */

/* Returns what finds the focused element again after a swap: null if it stays where it is. */
function wayBackOf(element) {
    const part = element?.closest?.("[data-search-part]");
    if (!part) return null;
    const among = (selector) => [...root.querySelectorAll(selector)];
    if (element.matches("input[type=checkbox]")) {
        const { name, value } = element;
        return () => among("input[type=checkbox]").find((box) => box.name === name && box.value === value);
    }
    if (element.matches(".search-chips a")) {
        const place = among(".search-chips a").indexOf(element);
        return () => among(".search-chips a")[place] ?? among(".search-chips a").at(-1);
    }
    if (element.id) return () => document.getElementById(element.id);
    const { tagName, className, textContent } = element;
    const alike = (other) => other.className === className && other.textContent === textContent;
    return () => [...part.querySelectorAll(tagName)].find(alike);
}

/* Puts the focus back; returns whether it is there: what had it may be gone, or hidden. */
function refocus(back) {
    const found = back();
    if (!found) return false;
    for (let fold = found.closest("details:not([open])"); fold; fold = fold.parentElement.closest("details:not([open])")) {
        fold.open = true;
    }
    found.focus({ preventScroll: true });
    return document.activeElement === found;
}

/* Addresses ---------------------------------------------------------------------------------------------------- */

function remember(address) {
    saveScroll();
    if (address !== location.href) history.pushState({}, "", address);
    shown = location.href;
}

function saveScroll() {
    history.replaceState({ ...history.state, searchScroll: window.scrollY }, "");
}

const withoutHash = (address) => address.split("#")[0];

/* What visitors do --------------------------------------------------------------------------------------------- */

root.addEventListener("submit", (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    event.preventDefault();
    const fromFilters = event.submitter?.matches(".search-filters__submit");
    // Where the filters lie above the hits, who applies them wants to see the hits.
    if (fromFilters) filters.open = false;
    // On a phone the keyboard would stay before the hits.
    visit(addressOfForm(), { focus: fromFilters || FINGER.matches ? "heading" : "kept" });
});

root.addEventListener("change", ({ target }) => {
    const isRadius = target.name === "radius_km" && (form.elements.near || form.elements.place?.value);
    if (target.matches(".search-facet__checkbox, #search-sort") || isRadius) visit(addressOfForm());
});

root.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const address = new URL(link.href);
    if (address.origin !== location.origin || address.pathname !== path || address.hash) return;
    if (link.target || link.hasAttribute("download") || "searchPlain" in link.dataset) return;
    event.preventDefault();
    visit(address.href, { focus: link.closest(".pagination") ? "heading" : "kept", query: true });
});

// Folded out on a phone, the filters fill the window: nobody has to scroll to their button first.
filters.querySelector("summary").addEventListener("click", () => {
    requestAnimationFrame(() => filters.open && filters.scrollIntoView({ block: "start" }));
});

window.addEventListener("popstate", (event) => {
    // A jump within the page is no other search.
    if (withoutHash(location.href) === withoutHash(shown)) return;
    shown = location.href;
    visit(location.href, { push: false, query: true, scroll: event.state?.searchScroll ?? 0 });
});

let scrolled = 0;
window.addEventListener(
    "scroll",
    () => {
        clearTimeout(scrolled);
        scrolled = setTimeout(() => request || saveScroll(), SCROLL_SAVED_AFTER);
    },
    { passive: true },
);

failure.className = "search-failure";
failure.setAttribute("role", "alert");
heading.after(failure);
root.classList.add("search--live");
