/* A street map from another service: only after a click that says what it does, remembered here, taken back here. */
const KEY = "knowledge-search-tiles";

/* Makes the button work, and shows the street map at once where it was agreed to before. */
export function offerTiles(L, map, element, data, say) {
    const part = element.querySelector("[data-map-tiles]");
    if (!part) return;
    const label = part.querySelector("button span");
    const hint = part.querySelector("[data-map-tiles-hint]");
    const credit = element.querySelector("[data-map-tiles-credit]");
    const tiles = L.tileLayer(data.tiles, { maxZoom: Number(data.tilesZoom), referrerPolicy: "no-referrer" });
    tiles.on("tileerror", () => say("Die Straßenkarte antwortet gerade nicht. Die Umrisse und die Treffer bleiben."));

    function turn(on) {
        if (on) tiles.addTo(map).bringToBack();
        else tiles.remove();
        map.getContainer().classList.toggle("has-tiles", on);
        label.textContent = on ? "Straßenkarte abschalten" : "Straßenkarte laden";
        credit.hidden = !on;
        hint.hidden = on;
    }

    part.querySelector("button").addEventListener("click", () => {
        const on = !map.hasLayer(tiles);
        remember(on);
        say("");
        turn(on);
    });
    part.hidden = false;
    turn(isRemembered());
}

// A browser that keeps nothing asks again on the next page.
function isRemembered() {
    try {
        return localStorage.getItem(KEY) === "yes";
    } catch {
        return false;
    }
}

function remember(on) {
    try {
        if (on) localStorage.setItem(KEY, "yes");
        else localStorage.removeItem(KEY);
    } catch {
        // Not kept, then.
    }
}
