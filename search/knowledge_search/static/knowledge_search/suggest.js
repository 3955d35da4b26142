/* Suggestions for search fields: every `<input data-suggest="address of the API">` becomes a combobox with a list, by
   the ARIA Authoring Practices' pattern "list autocomplete with manual selection". Without this module the field
   stays a field.

   A suggestion with an address leads there; a single word is searched for in the field's own form. The stylesheet is
   fetched when somebody comes to a field. */
const SAID = document.querySelector("[data-suggest-words]").dataset;
const WORDS = JSON.parse(SAID.suggestWords);
const LETTERS = 2;
const WAIT = 120;

class Combobox {
    constructor(field) {
        this.field = field;
        this.options = [];
        this.active = -1;
        this.request = null;
        this.timer = 0;
        this.build();
        field.addEventListener("focus", () => this.dress());
        if (document.activeElement === field) this.dress();
        field.addEventListener("input", (event) => event.isComposing || this.ask(WAIT));
        field.addEventListener("compositionend", () => this.ask(WAIT));
        field.addEventListener("keydown", (event) => this.press(event));
        field.addEventListener("blur", () => this.close());
        field.form?.addEventListener("submit", () => this.close());
        // The field keeps the focus, so that a click is no blur; a finger that scrolls the list chooses nothing.
        this.list.addEventListener("mousedown", (event) => event.preventDefault());
        this.list.addEventListener("click", (event) => {
            const option = event.target.closest("[role=option]");
            if (option) this.choose(option, event.ctrlKey || event.metaKey);
        });
    }

    build() {
        const { field } = this;
        const name = `${field.id}-suggestions`;
        this.list = element({ id: name, className: "suggest", hidden: true }, { role: "listbox", "aria-label": "Vorschläge" });
        this.status = element({ className: "suggest-status" }, { role: "status" });
        field.parentElement.classList.add("suggest-anchor");
        for (const [attribute, value] of Object.entries({
            role: "combobox",
            autocomplete: "off",
            "aria-autocomplete": "list",
            "aria-expanded": "false",
            "aria-controls": name,
        })) {
            field.setAttribute(attribute, value);
        }
    }

    /* Puts list and number beside the field, once they are no longer plain boxes in its row. */
    async dress() {
        await stylesheet();
        if (!this.list.isConnected) this.field.parentElement.append(this.list, this.status);
    }

    get isOpen() {
        return !this.list.hidden;
    }

    /* Asks for suggestions after a moment; `then` is done once they are shown. */
    ask(wait, then = () => {}) {
        clearTimeout(this.timer);
        this.request?.abort();
        const text = this.field.value.trim();
        if (text.length < LETTERS) {
            this.close();
            return;
        }
        this.timer = setTimeout(async () => {
            const { signal } = (this.request = new AbortController());
            try {
                const answer = await fetch(`${this.field.dataset.suggest}?${new URLSearchParams({ q: text.slice(0, 100) })}`, { signal });
                const { suggestions } = answer.ok ? await answer.json() : { suggestions: [] };
                await this.dress();
                if (signal.aborted || document.activeElement !== this.field) return;
                this.show(suggestions);
                then();
            } catch {
                // Nobody asked for suggestions; without them the search works as ever.
                if (!signal.aborted) this.close();
            }
        }, wait);
    }

    show(suggestions) {
        const groups = Map.groupBy ? Map.groupBy(suggestions, ({ type }) => type) : grouped(suggestions);
        this.options = [];
        this.list.replaceChildren(...[...groups].map(([type, own]) => this.group(type, own)));
        this.list.hidden = !this.options.length;
        this.field.setAttribute("aria-expanded", String(this.isOpen));
        this.mark(-1);
        const number = this.options.length;
        const said = number ? `${number} ${number === 1 ? "Vorschlag" : "Vorschläge"}` : "Keine Vorschläge";
        // Who types on hears it again only when it is another number.
        if (this.status.textContent !== said) this.status.textContent = said;
    }

    group(type, suggestions) {
        const label = `${this.list.id}-${type}`;
        const group = element({ className: "suggest__group" }, { role: "group", "aria-labelledby": label });
        group.append(element({ id: label, className: "suggest__type", textContent: WORDS[type] ?? type }, { role: "presentation" }));
        for (const { text, url } of suggestions) {
            const id = `${this.list.id}-${this.options.length + 1}`;
            const option = element(
                { id, className: "suggest__option", textContent: text },
                { role: "option", "aria-selected": "false" },
            );
            option.dataset.type = type;
            option.dataset.url = url ?? "";
            this.options.push(option);
            group.append(option);
        }
        return group;
    }

    mark(number) {
        this.options[this.active]?.setAttribute("aria-selected", "false");
        this.active = number;
        const option = this.options[number];
        if (!option) {
            this.field.removeAttribute("aria-activedescendant");
            return;
        }
        option.setAttribute("aria-selected", "true");
        this.field.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
    }

    close() {
        clearTimeout(this.timer);
        this.request?.abort();
        this.list.hidden = true;
        this.field.setAttribute("aria-expanded", "false");
        this.status.textContent = "";
        this.mark(-1);
    }

    press(event) {
        // While a sign is being composed, the keys belong to the input method.
        if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
        const done = this[`on${event.key}`]?.(event.altKey);
        if (done) event.preventDefault();
        else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) this.mark(-1);
    }

    onArrowDown(alt) {
        if (this.isOpen) this.mark(alt ? this.active : (this.active + 1) % this.options.length);
        else this.ask(0, () => alt || this.mark(this.options.length ? 0 : -1));
        return true;
    }

    onArrowUp(alt) {
        if (alt) this.close();
        else if (this.isOpen) this.mark(this.active > 0 ? this.active - 1 : this.options.length - 1);
        else this.ask(0, () => this.mark(this.options.length - 1));
        return true;
    }

    onEnter() {
        const option = this.options[this.active];
        if (this.isOpen && option) this.choose(option);
        return this.isOpen && Boolean(option);
    }

    onEscape() {
        if (this.isOpen) this.close();
        else this.field.value = "";
        return true;
    }

    onTab() {
        this.close();
        return false;
    }

    choose(option, inNewTab = false) {
        const { type, url } = option.dataset;
        const address = url && new URL(url, location.href);
        const text = option.textContent;
        this.close();
        if (type !== "word" && address && /^https?:$/.test(address.protocol)) {
            if (inNewTab) window.open(address.href, "_blank", "noopener");
            else location.assign(address.href);
            return;
        }
        this.field.value = text;
        this.field.form?.requestSubmit();
    }
}

/* Fetches the stylesheet, once; no list is shown before it is there. */
let sheet = null;
function stylesheet() {
    sheet ??= new Promise((done) => {
        const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: SAID.suggestCss });
        link.onload = link.onerror = done;
        document.head.append(link);
    });
    return sheet;
}

function element(values, attributes) {
    const made = Object.assign(document.createElement("div"), values);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
}

function grouped(suggestions) {
    const groups = new Map();
    for (const suggestion of suggestions) groups.set(suggestion.type, [...(groups.get(suggestion.type) ?? []), suggestion]);
    return groups;
}

for (const field of document.querySelectorAll("input[data-suggest]")) new Combobox(field);
