/* A pin on a map of our own geodata. The list of Gemeinden beside it follows the pin, and the map follows the
   list. Everything goes by keyboard: the map is moved with the arrow keys, its middle taken over by a button. */
const box = document.querySelector("[data-pin]");

const parse = (text) => {
    const stored = /POINT\s?\(([-\d.]+) ([-\d.]+)\)/.exec(text);
    if (stored) return [Number(stored[2]), Number(stored[1])];
    const written = /^\s*([-\d.]+)\s*,\s*([-\d.]+)\s*$/.exec(text);
    return written ? [Number(written[1]), Number(written[2])] : null;
};

function start(L) {
    const input = document.getElementById(box.dataset.pin);
    const list = document.querySelector("select[name=municipality]");
    const message = box.querySelector("[data-pin-message]");
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    let marker = null;
    let ground = null;

    box.hidden = false;
    const map = L.map(box.querySelector("[data-pin-map]"), {
        minZoom: 6,
        maxZoom: 16,
        scrollWheelZoom: false,
        zoomControl: false,
        zoomAnimation: !still,
    }).setView([Number(box.dataset.latitude), Number(box.dataset.longitude)], Number(box.dataset.zoom));
    map.attributionControl.setPrefix(false);
    L.control.zoom({ zoomInTitle: "Näher heran", zoomOutTitle: "Weiter weg" }).addTo(map);

    const areaAt = (point) => ground?.getLayers().find((area) => contains(area.feature.geometry, point));

    function mark(point) {
        if (marker) marker.remove();
        marker = null;
        if (point) {
            marker = L.marker(point, {
                keyboard: false,
                interactive: false,
                icon: L.divIcon({ className: "cms-map__pin", iconSize: [26, 26], iconAnchor: [13, 26] }),
            }).addTo(map);
        }
    }

    function choose(point) {
        input.value = point ? `${point.lat.toFixed(6)}, ${point.lng.toFixed(6)}` : "";
        mark(point);
        const area = point && areaAt(point);
        if (area && list && [...list.options].some((option) => option.value === area.feature.properties.ags)) {
            list.value = area.feature.properties.ags;
        }
        const where = area ? ` in ${area.feature.properties.name}` : "";
        message.textContent = point ? `Punkt gesetzt${where}.` : "Punkt entfernt.";
        input.dispatchEvent(new Event("input", { bubbles: true }));
    }

    map.on("click", (event) => choose(event.latlng));
    box.querySelector("[data-pin-center]").addEventListener("click", () => choose(map.getCenter()));
    box.querySelector("[data-pin-remove]").addEventListener("click", () => choose(null));
    list?.addEventListener("change", () => {
        const area = ground?.getLayers().find((layer) => layer.feature.properties.ags === list.value);
        if (marker && area && !contains(area.feature.geometry, marker.getLatLng())) {
            choose(null);
            message.textContent = `Punkt entfernt: Er lag nicht in ${area.feature.properties.name}.`;
        }
        if (area) map.fitBounds(area.getBounds(), { maxZoom: 13, animate: !still });
    });

    fetch(box.dataset.geojson)
        .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
        .then((data) => {
            ground = L.geoJSON(data, {
                attribution: box.dataset.attribution,
                interactive: false,
                style: { className: "cms-map__ground", weight: 1 },
            }).addTo(map);
            const known = parse(input.value);
            if (known) {
                mark(known);
                map.setView(known, 12);
            } else list?.dispatchEvent(new Event("change"));
        })
        // The list above does without a map.
        .catch(() => {
            box.hidden = true;
        });
}

/* Ray casting, as the server does it: an odd number of crossed edges means inside. */
function contains(geometry, { lat, lng }) {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    const inside = (ring) => {
        let odd = false;
        for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
            const [[x1, y1], [x2, y2]] = [ring[i], ring[j]];
            if (y1 > lat !== y2 > lat && lng < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) odd = !odd;
        }
        return odd;
    };
    return polygons.some(([outer, ...holes]) => inside(outer) && !holes.some(inside));
}

if (box && window.L) start(window.L);
