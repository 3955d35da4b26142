/* The small map of a place, drawn with Leaflet on local geodata once it comes into view. */
const maps = document.querySelectorAll("[data-cms-map]");
let leaflet = null;

function loadLeaflet({ leafletJs, leafletCss }) {
    leaflet ??= Promise.all([
        window.L || add("script", { src: leafletJs }),
        add("link", { rel: "stylesheet", href: leafletCss }),
    ]);
    return leaflet;
}

function add(name, attributes) {
    return new Promise((resolve, reject) => {
        const element = Object.assign(document.createElement(name), attributes);
        element.addEventListener("load", resolve);
        element.addEventListener("error", reject);
        document.head.append(element);
    });
}

async function draw(element) {
    const { latitude, longitude, geojson, attribution } = element.dataset;
    const ground = geojson ? await (await fetch(geojson)).json() : null;
    await loadLeaflet(element.dataset);
    const { L } = window;
    const point = [Number(latitude), Number(longitude)];
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = L.map(element, { minZoom: 5, maxZoom: 14, scrollWheelZoom: false, zoomAnimation: !still }).setView(
        point,
        9,
    );
    map.attributionControl.setPrefix(false);
    map.zoomControl.remove();
    L.control.zoom({ zoomInTitle: "Näher heran", zoomOutTitle: "Weiter weg" }).addTo(map);
    if (ground) {
        L.geoJSON(ground, {
            attribution,
            interactive: false,
            style: { className: "cms-map__ground", weight: 1 },
        }).addTo(map);
    }
    L.marker(point, {
        keyboard: false,
        interactive: false,
        icon: L.divIcon({ className: "cms-map__pin", iconSize: [26, 26], iconAnchor: [13, 26] }),
    }).addTo(map);
}

const observer = new IntersectionObserver(
    (entries) => {
        for (const { target, isIntersecting } of entries) {
            if (!isIntersecting) continue;
            observer.unobserve(target);
            // Without a map the address and the link beside it still say where the place is.
            draw(target).catch(() => {
                target.hidden = true;
            });
        }
    },
    { rootMargin: "200px" },
);

for (const element of maps) {
    element.hidden = false;
    observer.observe(element);
}
