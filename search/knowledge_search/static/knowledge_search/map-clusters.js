/* Too many hits for the browser: the server groups those of the visible part, anew with each move. */
const PATIENCE_MS = 150;

/* Adds them to the map; returns `find(key)`: the element of a pin that stands alone now. */
export function clusters(L, map, { clusters: source, search }, { pin, cluster, popup, room }, { signal, say }) {
    const layer = L.layerGroup().addTo(map);
    let markers = new Map();
    let request = null;
    let waiting = null;

    async function load() {
        request?.abort();
        request = new AbortController();
        const { signal: mine } = request;
        const address = asked(source, map);
        try {
            const answer = address ? await fetch(address, { signal: mine }) : null;
            if (answer && !answer.ok) throw new Error(`status ${answer.status}`);
            const found = answer ? (await answer.json()).clusters : [];
            if (!mine.aborted) replace(found);
            say("");
        } catch {
            // What is there stays: it is right, only not for this part.
            if (!mine.aborted) say("Dieser Teil der Karte lässt sich gerade nicht laden. Die Liste ist vollständig.");
        }
    }

    function replace(found) {
        const focused = document.activeElement?.closest(".leaflet-marker-icon");
        const wasHere = focused && map.getContainer().contains(focused);
        layer.clearLayers();
        markers = new Map();
        for (const one of found) layer.addLayer(one.id === null ? grouped(one) : single(one));
        if (wasHere) map.getContainer().focus({ preventScroll: true });
    }

    function single(one) {
        const marker = L.marker([one.latitude, one.longitude], { icon: pin(one) });
        markers.set(`${one.type}/${one.id}`, marker);
        return marker.bindPopup(() => popup(one), room(map));
    }

    function grouped({ latitude, longitude, count }) {
        const marker = L.marker([latitude, longitude], { icon: cluster(count) });
        return marker.on("click keypress", ({ type, originalEvent }) => {
            if (type === "keypress" && originalEvent.key !== "Enter") return;
            if (map.getZoom() < map.getMaxZoom()) map.setView([latitude, longitude], map.getZoom() + 2);
            else location.assign(around(search, latitude, longitude));
        });
    }

    map.on("moveend", () => {
        clearTimeout(waiting);
        waiting = setTimeout(load, PATIENCE_MS);
    });
    signal.addEventListener("abort", () => {
        clearTimeout(waiting);
        request?.abort();
    });
    load();
    return { find: (key) => markers.get(key)?.getElement() ?? null };
}

/* Returns the address for what is visible within the search's own box, or null where that is nothing. */
function asked(source, map) {
    const address = new URL(source, location.href);
    const bounds = map.getBounds().pad(0.1);
    const own = address.searchParams.get("bbox")?.split(",").map(Number) ?? [-180, -90, 180, 90];
    const seen = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const box = own.map((end, side) => (side < 2 ? Math.max : Math.min)(end, seen[side]));
    // One that crosses the date line is asked as it is.
    if (own[0] <= own[2]) {
        if (box[0] >= box[2] || box[1] >= box[3]) return null;
        address.searchParams.set("bbox", box.map((number) => number.toFixed(5)).join(","));
    }
    address.searchParams.set("zoom", Math.round(map.getZoom()));
    return address;
}

/* Nobody can come nearer than this: the list says what stands here together. */
function around(search, latitude, longitude) {
    const address = new URL(search, location.href);
    const box = [longitude - 0.0005, latitude - 0.0003, longitude + 0.0005, latitude + 0.0003];
    address.searchParams.set("bbox", box.map((number) => number.toFixed(5)).join(","));
    address.searchParams.set("view", "list");
    return address;
}
