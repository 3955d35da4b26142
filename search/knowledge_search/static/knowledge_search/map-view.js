/* The map of a search with Leaflet: ground from local data, pins or clusters, keys, and the list beside it. */
import { icons } from "./map-icons.js";
import { pins } from "./map-pins.js";
import { clusters } from "./map-clusters.js";
import { offerTiles } from "./map-tiles.js";

// Beyond that the server groups: the page never holds more markers.
const MOST_PINS = 2000;
const MAX_ZOOM = 18;
// Of a whole state only towns are named.
const TOWNS_UP_TO = 9.5;
const TOWNS = 60;
const STEP = 80;
const ARROWS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

/* Shows the map in `element` until `signal` aborts; rejects if it cannot be shown, and leaves the drawing then. */
export async function show(element, signal) {
    const { data, parts } = read(element);
    const grounds = data.ground.map((address) => json(address, signal).catch(() => null));
    const answer = data.placed > MOST_PINS ? null : json(data.geojson, signal);
    const [found] = await Promise.all([answer, scripts(data)]);
    signal.throwIfAborted();
    const { L } = window;
    const canvas = Object.assign(document.createElement("div"), { className: "search-map__canvas" });
    parts.stage.append(canvas);
    const map = draw(L, canvas, data);
    signal.addEventListener("abort", () => map.remove());
    parts.stage.querySelector("svg").remove();
    const say = (text) => (parts.status.textContent = text);
    const made = icons(L, data);
    const shown = found ? pins(L, map, found.features, made, signal) : clusters(L, map, data, made, { signal, say });
    tieToList(map, shown, signal);
    useKeys(map, shown);
    offerBox(map, parts.box, data);
    offerTiles(L, map, element, data, say);
    drawNames(L, map, data.names);
    for (const ground of grounds) {
        const areas = await ground;
        if (signal.aborted) return;
        if (areas) drawGround(L, map, areas);
    }
}

function read(element) {
    const own = element.dataset;
    const part = (name) => element.querySelector(`[data-map-${name}]`);
    const data = {
        ...own,
        placed: Number(own.placed),
        box: own.box.split(",").map(Number),
        ground: own.ground.split(" ").filter(Boolean),
        names: JSON.parse(own.names),
        shapes: JSON.parse(own.shapes),
    };
    return { data, parts: { stage: part("stage"), status: part("status"), box: part("box") } };
}

async function json(address, signal) {
    const answer = await fetch(address, { signal });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer.json();
}

async function scripts({ scripts: sources, styles }) {
    const [leaflet, grouping] = sources.split(" ");
    const looks = styles.split(" ").map((href) => add("link", { rel: "stylesheet", href }));
    if (!window.L) await add("script", { src: leaflet });
    if (!window.L.markerClusterGroup) await add("script", { src: grouping });
    await Promise.all(looks);
}

function add(name, attributes) {
    return new Promise((resolve, reject) => {
        const element = Object.assign(document.createElement(name), attributes);
        element.addEventListener("load", resolve);
        element.addEventListener("error", reject);
        // Before the site's own stylesheets, so that these have the last word.
        document.head.prepend(element);
    });
}

function draw(L, canvas, { box: [west, south, east, north] }) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = L.map(canvas, {
        maxZoom: MAX_ZOOM,
        minZoom: 3,
        zoomSnap: 0.25,
        scrollWheelZoom: false,
        attributionControl: false,
        zoomControl: false,
        // Words that fade in cannot be read at first; nobody asked them to.
        fadeAnimation: false,
        zoomAnimation: !still,
        markerZoomAnimation: !still,
    });
    map.fitBounds([
        [south, west],
        [north, east],
    ]);
    // Where no popup lies: those stand above their pins, and keep clear of this corner (see `room`).
    L.control.zoom({ position: "bottomright", zoomInTitle: "Näher heran", zoomOutTitle: "Weiter weg" }).addTo(map);
    canvas.setAttribute("role", "region");
    canvas.setAttribute("aria-label", "Karte der Treffer, mit den Pfeiltasten zu verschieben");
    // Whoever is in the map turns the wheel for it; everybody else wants to go on reading.
    canvas.addEventListener("focusin", () => map.scrollWheelZoom.enable());
    canvas.addEventListener("focusout", () => map.scrollWheelZoom.disable());
    return map;
}

function drawGround(L, map, areas) {
    const districts = areas.features.every(({ properties }) => !properties.district_ags);
    const className = districts ? "search-map__district" : "search-map__ground";
    const drawn = L.geoJSON(areas, { interactive: false, style: { className, weight: districts ? 2 : 1 } }).addTo(map);
    if (!districts) drawn.bringToBack();
}

/* Names of places, as many as have room: the most important first, those of no room not at all. */
function drawNames(L, map, names) {
    const pane = map.createPane("names");
    pane.setAttribute("aria-hidden", "true");
    const layer = L.layerGroup().addTo(map);
    const write = () => {
        layer.clearLayers();
        const taken = [];
        const worth = map.getZoom() < TOWNS_UP_TO ? names.slice(0, TOWNS) : names;
        for (const [text, latitude, longitude] of worth) {
            if (!map.getBounds().contains([latitude, longitude])) continue;
            const at = map.latLngToContainerPoint([latitude, longitude]);
            if (taken.some((other) => Math.abs(other.x - at.x) < 130 && Math.abs(other.y - at.y) < 36)) continue;
            taken.push(at);
            const html = Object.assign(document.createElement("span"), { textContent: text });
            const icon = L.divIcon({ className: "search-map__name", html, iconSize: null });
            layer.addLayer(
                L.marker([latitude, longitude], { icon, pane: "names", interactive: false, keyboard: false }),
            );
        }
    };
    map.on("moveend", write);
    write();
}

/* A card and its pin light up together, whichever the pointer or the focus is at. */
function tieToList(map, shown, signal) {
    const cards = new Map([...document.querySelectorAll("[data-hit]")].map((card) => [card.dataset.hit, card]));
    let lit = [];
    const light = (key, pin = shown.find(key)) => {
        for (const element of lit) element.classList.remove("is-active");
        lit = key ? [pin, cards.get(key)].filter(Boolean) : [];
        for (const element of lit) element.classList.add("is-active");
    };
    for (const [key, card] of cards) {
        for (const kind of ["pointerenter", "focusin"]) card.addEventListener(kind, () => light(key), { signal });
        for (const kind of ["pointerleave", "focusout"]) card.addEventListener(kind, () => light(null), { signal });
    }
    const canvas = map.getContainer();
    const keyOf = ({ target }) => target.closest?.("[data-pin]")?.dataset.pin ?? null;
    for (const kind of ["pointerover", "focusin"]) canvas.addEventListener(kind, (event) => light(keyOf(event)));
    map.on("popupopen", ({ popup }) => {
        const card = cards.get(popup.getElement().querySelector("[data-pin]")?.dataset.pin);
        // Only where the list stands beside the map: elsewhere the map would be scrolled away.
        if (card && matchMedia("(min-width: 80rem)").matches) card.scrollIntoView({ block: "nearest" });
    });
}

/* Enter and space open, Escape closes and gives the focus back, arrows move the map from wherever one is in it. */
function useKeys(map, shown) {
    const canvas = map.getContainer();
    canvas.addEventListener("keydown", (event) => {
        const marker = event.target.closest(".leaflet-marker-icon");
        if (event.key === "Escape" && map.hasPopup) {
            event.stopPropagation();
            map.closePopup();
        } else if (event.key === " " && marker) {
            event.preventDefault();
            marker.click();
        } else if (marker && ARROWS[event.key]) {
            event.preventDefault();
            map.panBy(ARROWS[event.key]);
        }
    });
    map.on("popupopen", ({ popup }) => {
        map.hasPopup = true;
        const element = popup.getElement();
        const close = element.querySelector(".leaflet-popup-close-button");
        close.setAttribute("aria-label", "Schließen");
        close.querySelector("span")?.setAttribute("aria-hidden", "true");
        element.querySelector("a[href]").focus({ preventScroll: true });
    });
    map.on("popupclose", ({ popup }) => {
        map.hasPopup = false;
        // Leaflet has removed it by now: a focus that was in it is nowhere.
        if (document.activeElement !== document.body) return;
        const key = popup.getElement().querySelector("[data-pin]")?.dataset.pin;
        (shown.find(key) ?? canvas).focus({ preventScroll: true });
    });
}

function offerBox(map, link, { search }) {
    const aim = () => {
        const bounds = map.getBounds();
        const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
        const within = [-180, -90, 180, 90].map((end, side) => (side < 2 ? Math.max : Math.min)(end, box[side]));
        const address = new URL(search, location.href);
        address.searchParams.set("bbox", within.map((number) => number.toFixed(4)).join(","));
        link.href = address;
    };
    map.on("moveend", aim);
    aim();
}
