/* How pins and clusters look and what they say: by shape and in words, never by colour alone. */
const SVG = "http://www.w3.org/2000/svg";

// What a popup's own edge and button take of its width, and the zoom buttons of the map's height.
const EDGE = 80;
const BUTTONS = 104;

/* Returns `pin(entry)` and `cluster(count)`, which make Leaflet's icons, `popup(entry)`, the text of a pin, and
   `room(map)`, the options with which all of that text lies within the map. */
export function icons(L, { pins: sprite, shapes }) {
    // Elements are made when a pin comes into view, not for all of them at the start.
    const Pin = L.DivIcon.extend({
        createIcon(old) {
            const { entry } = this.options;
            const element = L.DivIcon.prototype.createIcon.call(this, old);
            element.replaceChildren(drawn(sprite, shapes[entry.type] ?? "drop"), hidden(spoken(entry)));
            element.dataset.pin = `${entry.type}/${entry.id}`;
            return element;
        },
    });
    return {
        pin: (entry) =>
            new Pin({ entry, className: "search-pin", iconSize: [44, 44], iconAnchor: [22, 40], popupAnchor: [0, -34] }),
        cluster: (count) => {
            const html = document.createElement("span");
            html.append(count.toLocaleString("de-DE"), hidden(" Einträge: näher heran"));
            const size = count < 10 ? 44 : count < 100 ? 52 : 60;
            return L.divIcon({ className: "search-cluster", html, iconSize: [size, size] });
        },
        popup,
        room: (map) => ({
            maxWidth: Math.min(300, map.getContainer().clientWidth - EDGE),
            autoPanPaddingBottomRight: [8, BUTTONS],
        }),
    };
}

function drawn(sprite, shape) {
    const svg = document.createElementNS(SVG, "svg");
    const use = document.createElementNS(SVG, "use");
    svg.setAttribute("class", "search-pin__shape");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `${sprite}#${shape}`);
    svg.append(use);
    return svg;
}

function hidden(text) {
    return Object.assign(document.createElement("span"), { className: "search-map__words", textContent: text });
}

function spoken({ kind_label, title, place }) {
    return [`${kind_label}: ${title}`, place].filter(Boolean).join(", ");
}

function popup(entry) {
    const element = document.createElement("div");
    element.className = "search-popup";
    element.dataset.pin = `${entry.type}/${entry.id}`;
    const link = Object.assign(document.createElement("a"), { href: entry.url, textContent: entry.title });
    const about = [entry.kind_label, entry.place].filter(Boolean).join(" · ");
    element.append(link, Object.assign(document.createElement("p"), { textContent: about }));
    return element;
}
