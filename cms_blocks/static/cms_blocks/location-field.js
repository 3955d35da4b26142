/* The admin's map beside a location field (cms_blocks.geo.LocationWidget).
   Wagtail's Stimulus starts it wherever the field appears: in a panel, in a StreamField, in an inline form. */
(() => {
    "use strict";

    const NUMBER = "([+-]?\\d{1,3}(?:[.,]\\d+)?)";
    // The same forms as cms_blocks.geo.points reads; the server has the last word.
    const SEPARATED = new RegExp(`^${NUMBER}(?:\\s*[;/]\\s*|,?\\s+)${NUMBER}$`);
    const COMMA = /^(?=.*\.)([+-]?\d{1,3}(?:\.\d+)?),([+-]?\d{1,3}(?:\.\d+)?)$/;
    const grounds = new Map();

    function parsePoint(text) {
        const match = SEPARATED.exec(text.trim()) || COMMA.exec(text.trim());
        if (!match) return null;
        const [lat, lng] = match.slice(1).map((part) => Number(part.replace(",", ".")));
        return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? L.latLng(lat, lng) : null;
    }

    function formatPoint(point) {
        return `${Number(point.lat.toFixed(6))}, ${Number(point.lng.toFixed(6))}`;
    }

    function loadGround(url) {
        if (!grounds.has(url)) {
            grounds.set(
                url,
                fetch(url).then((answer) => {
                    if (!answer.ok) throw new Error(`${answer.status} ${url}`);
                    return answer.json();
                }),
            );
        }
        return grounds.get(url);
    }

    class LocationController extends window.StimulusModule.Controller {
        connect() {
            const find = (name) => this.element.querySelector(`[data-cms-location-${name}]`);
            this.input = this.element.querySelector("input");
            this.message = find("message");
            this.frame = find("map");
            this.removeButton = find("remove");
            const centerButton = find("center");
            this.frame.hidden = this.removeButton.hidden = centerButton.hidden = false;

            this.aborter = new AbortController();
            const listen = (target, event, action) =>
                target.addEventListener(event, action, { signal: this.aborter.signal });
            listen(this.input, "input", () => this.readInput());
            // Enter would send the page's form.
            listen(this.input, "keydown", (event) => event.key === "Enter" && event.preventDefault());
            listen(this.removeButton, "click", () => this.choose(null));
            listen(centerButton, "click", () => this.choose(this.map.getCenter()));
            this.followAddress(listen);

            this.drawMap();
            this.readInput({ center: true });
        }

        disconnect() {
            this.aborter.abort();
            this.observer.disconnect();
            this.map.remove();
            this.marker = null;
        }

        drawMap() {
            const { latitude, longitude, zoom, geojson, attribution } = this.element.dataset;
            this.map = L.map(this.frame, { minZoom: 4, maxZoom: 17, scrollWheelZoom: false }).setView(
                [Number(latitude), Number(longitude)],
                Number(zoom),
            );
            this.map.attributionControl.setPrefix(false);
            this.map.on("click", (event) => this.choose(event.latlng));
            // A panel on a closed tab has no size yet.
            this.observer = new ResizeObserver(() => this.map.invalidateSize());
            this.observer.observe(this.frame);
            if (!geojson) return;
            loadGround(geojson)
                .then((data) => {
                    if (this.aborter.signal.aborted) return;
                    this.ground = L.geoJSON(data, {
                        attribution,
                        style: { className: "cms-location__ground", weight: 1 },
                    })
                        .bindTooltip((area) => area.feature.properties.name || "", { sticky: true })
                        .addTo(this.map);
                })
                .catch(() => this.say("Die Karte konnte nicht geladen werden. Der Ort lässt sich trotzdem eintippen."));
        }

        /* The map shows the area that the address names; it never moves the place itself. */
        followAddress(listen) {
            const field = this.element.dataset.addressField;
            if (!field) return;
            const prefix = this.input.id.includes("-") ? this.input.id.replace(/[^-]*$/, "") : "id_";
            const address = document.getElementById(prefix + field);
            if (!address) return;
            listen(address, "change", () => {
                const text = address.value.toLowerCase();
                const areas = (this.ground ? this.ground.getLayers() : []).filter((area) =>
                    text.includes(String(area.feature.properties.name).toLowerCase()),
                );
                // Of „Halle“ and „Halle-Neustadt“ the longer name is meant.
                areas.sort((a, b) => b.feature.properties.name.length - a.feature.properties.name.length);
                if (areas.length && !this.marker) this.map.fitBounds(areas[0].getBounds(), { maxZoom: 12 });
            });
        }

        readInput({ center = false } = {}) {
            const text = this.input.value.trim();
            const point = text ? parsePoint(text) : null;
            const wrong = Boolean(text && !point);
            this.input.setAttribute("aria-invalid", String(wrong));
            this.say(wrong ? "Bitte erst die Breite, dann die Länge, zum Beispiel „51,47; 11,30“." : "");
            this.mark(point);
            if (point) this.map.setView(point, center ? Math.max(this.map.getZoom(), 11) : this.map.getZoom());
        }

        choose(point) {
            this.input.value = point ? formatPoint(point) : "";
            this.input.setAttribute("aria-invalid", "false");
            this.mark(point);
            this.say(point ? `Ort gesetzt: ${this.input.value}` : "Ort entfernt.");
            // Wagtail's preview and its warning about unsaved changes listen for this.
            this.input.dispatchEvent(new Event("change", { bubbles: true }));
            if (!point) this.input.focus();
        }

        mark(point) {
            this.removeButton.disabled = !point && !this.input.value;
            if (!point) {
                if (this.marker) this.marker.remove();
                this.marker = null;
            } else if (this.marker) {
                this.marker.setLatLng(point);
            } else {
                this.marker = L.marker(point, {
                    draggable: true,
                    alt: "Ort",
                    // Leaflet's default marker is a picture whose address it guesses; a hashed name breaks that.
                    icon: L.divIcon({ className: "cms-location__pin", iconSize: [26, 26], iconAnchor: [13, 26] }),
                })
                    .on("dragend", (event) => this.choose(event.target.getLatLng()))
                    .addTo(this.map);
            }
        }

        say(text) {
            this.message.textContent = text;
        }
    }

    window.wagtail.app.register("cms-location", LocationController);
})();
